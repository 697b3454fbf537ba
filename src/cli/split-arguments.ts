import { suggestName } from '../base/index.ts'
import { cliErrors } from './errors.ts'
import { globalOptions, type GlobalOptions } from './global-options.ts'

/** What may stand behind `--`: whether it takes a value, and how that is called. */
export interface OptionShape {
  readonly name: string
  readonly short?: string
  readonly value?: string
}

/** The words and options of a command line, before anything was made of them. */
export interface SplitArguments {
  readonly words: readonly string[]
  readonly options: ReadonlyMap<string, readonly (string | boolean)[]>
}

/**
 * Takes a command line apart: `--name value`, `--name=value`, `--switch`, `--no-switch`; all after `--`
 * are words. Throws for an option that `known` has not.
 */
export function splitArguments(
  command: string,
  argv: readonly string[],
  known: readonly OptionShape[],
): SplitArguments {
  const words: string[] = []
  const options = new Map<string, (string | boolean)[]>()
  for (let at = 0; at < argv.length; at += 1) {
    const token = argv[at] ?? ''
    if (token === '--') {
      words.push(...argv.slice(at + 1))
      break
    }
    if (!token.startsWith('-') || /^-(\d|\.\d|$)/.test(token)) {
      words.push(token)
      continue
    }
    const { option, value, usedNext } = readOption(command, token, argv[at + 1], known)
    if (usedNext) at += 1
    options.set(option.name, [...(options.get(option.name) ?? []), value])
  }
  return { words, options }
}

interface ReadOption {
  readonly option: OptionShape
  readonly value: string | boolean
  readonly usedNext: boolean
}

function readOption(
  command: string,
  token: string,
  next: string | undefined,
  known: readonly OptionShape[],
): ReadOption {
  const [, written = token, given] = /^([^=]*)=(.*)$/s.exec(token) ?? []
  const { option, isOff } = findOption(command, written, known)
  if (option.value === undefined) {
    if (given === undefined) return { option, value: !isOff, usedNext: false }
    throw cliErrors.optionWithValue({ option: written, value: given })
  }
  if (given !== undefined) return { option, value: given, usedNext: false }
  if (next === undefined || next.startsWith('--')) {
    throw cliErrors.optionWithoutValue({ option: written, value: option.value })
  }
  return { option, value: next, usedNext: true }
}

function findOption(command: string, written: string, known: readonly OptionShape[]) {
  const option = known.find(
    ({ name, short }) =>
      written === `--${name}` || (short !== undefined && written === `-${short}`),
  )
  if (option !== undefined) return { option, isOff: false }
  const negated = known.find(({ name, value }) => value === undefined && written === `--no-${name}`)
  if (negated !== undefined) return { option: negated, isOff: true }
  const names = known.map(({ name }) => `--${name}`)
  const suggestion = suggestName(written, names)
  throw cliErrors.unknownOption({ command, option: written, suggestion })
}

/** The options that every command takes, out of all that were given. */
export function toGlobalOptions(options: SplitArguments['options']): GlobalOptions {
  const last = (name: string) => options.get(name)?.at(-1)
  const text = (name: string) => {
    const value = last(name)
    return typeof value === 'string' ? value : undefined
  }
  const texts = (name: string) =>
    (options.get(name) ?? []).filter((value) => typeof value === 'string')
  return {
    project: text('project'),
    json: last('json') === true,
    set: texts('set'),
    env: text('env'),
    preset: texts('preset').flatMap((names) => names.split(',')),
    verbose: last('verbose') === true,
    log: text('log'),
    help: last('help') === true,
    version: last('version') === true,
  }
}

export const globalShapes: readonly OptionShape[] = globalOptions
