import { commandsOfNoun, findCommand } from './find-command.ts'
import type { CommandEntry } from './command-entry.ts'
import { cliErrors } from './errors.ts'
import { exitCodes } from './exit-code.ts'
import { renderHelp, renderNounHelp } from './help.ts'
import { describeError } from './describe-error.ts'
import { readVersion } from './read-version.ts'
import { globalShapes, splitArguments, toGlobalOptions } from './split-arguments.ts'
import { styleFor } from './style.ts'
import { suggestName } from '../base/index.ts'
import { watchSignals } from './watch-signals.ts'

/** Finds the command, runs it, prints what came of it. Gives the exit code. */
export async function runCommandLine(
  entries: readonly CommandEntry[],
  argv: readonly string[],
): Promise<number> {
  const signals = watchSignals()
  endQuietlyWhenNobodyReads()
  try {
    return await dispatch(entries, argv, signals.signal)
  } catch (error) {
    const style = styleFor(process.stderr, process.env)
    if (signals.signal.aborted) {
      process.stderr.write(
        `${style.dim('Stopped. What was done is kept; the next run goes on from there.')}\n`,
      )
      return exitCodes.interrupted
    }
    const json = argv.includes('--json')
    const { text, exitCode } = describeError(error, {
      json,
      verbose: argv.includes('--verbose'),
      style,
    })
    process.stderr.write(text)
    return exitCode
  } finally {
    signals.close()
  }
}

async function dispatch(
  entries: readonly CommandEntry[],
  argv: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const words = leadingWords(argv)
  const found = findCommand(entries, words)
  if (found !== undefined) {
    const { runCommand } = await import('./run-command.ts')
    const command = await found.entry.load()
    return runCommand(command, { argv, wordCount: found.wordCount, signal })
  }
  const [noun] = words
  const ofNoun = noun === undefined ? [] : commandsOfNoun(entries, noun)
  // Options of a command that isn't known can't be judged.
  const wantsHelp = argv.some((token) => token === '--help' || token === '-h')
  const style = styleFor(process.stdout, process.env)
  if (noun === undefined) {
    const global = toGlobalOptions(splitArguments('swell', argv, globalShapes).options)
    process.stdout.write(global.version ? `${readVersion()}\n` : renderHelp(entries, style))
    return 0
  }
  if (ofNoun.length === 0) throw unknownCommand(entries, words)
  if (wantsHelp && words.length === 1) {
    process.stdout.write(renderNounHelp(noun, ofNoun, style))
    return 0
  }
  if (words.length > 1) throw unknownCommand(ofNoun, words.slice(0, 2))
  throw cliErrors.verbMissing({
    noun,
    verbs: ofNoun.map(({ name }) => name.slice(noun.length + 1)),
  })
}

/** The words before the first option that isn't for all commands. */
function leadingWords(argv: readonly string[]): string[] {
  const words: string[] = []
  for (let at = 0; at < argv.length; at += 1) {
    const token = argv[at] ?? ''
    if (!token.startsWith('-')) {
      words.push(token)
      continue
    }
    const option = globalShapes.find(
      ({ name, short }) =>
        token === `--${name}` || token.startsWith(`--${name}=`) || token === `-${short}`,
    )
    if (option === undefined) break
    if (option.value !== undefined && !token.includes('=')) at += 1
  }
  return words
}

function unknownCommand(entries: readonly CommandEntry[], words: readonly string[]): Error {
  const names = entries.map(({ name }) => name)
  const isVerb = words.length > 1 && names.every((name) => name.includes(' '))
  const command = isVerb ? words.join(' ') : (words[0] ?? '')
  const nouns = names.map((name) => name.split(' ')[0] ?? '')
  const nearest = suggestName(command, isVerb ? names : [...new Set([...names, ...nouns])])
  const suggestion = nearest.startsWith('Did') ? nearest : ''
  return cliErrors.unknownCommand({ command, suggestion })
}

/** `swell runs list | head` is no error. */
function endQuietlyWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      // eslint-disable-next-line unicorn/no-process-exit -- nobody is left to tell anything to
      process.exit(0)
    })
  }
}
