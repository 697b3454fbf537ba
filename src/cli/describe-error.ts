import { maskSecrets, isSwellError } from '../base/index.ts'
import { exitCodes } from './exit-code.ts'
import type { Style } from './style.ts'

export interface ErrorOutput {
  readonly text: string
  readonly exitCode: number
}

/** What is said of an error, and how the process ends by it. Only a defect of ours shows its stack. */
export function describeError(error: unknown, options: ErrorOptions): ErrorOutput {
  const { text, exitCode } = describe(error, options)
  // An address may stand in a message, and a password in an address.
  return { text: maskSecrets(text), exitCode }
}

interface ErrorOptions {
  readonly json: boolean
  readonly verbose: boolean
  readonly style: Style
}

function describe(error: unknown, options: ErrorOptions): ErrorOutput {
  const { style, verbose } = options
  if (!isSwellError(error)) return describeDefect(error, options)
  const { code, kind, message, hint, details } = error
  const exitCode = exitCodes[kind]
  if (options.json) {
    return { exitCode, text: toJson({ code, kind, message, hint, details, exitCode }) }
  }
  const cause = verbose && error.cause !== undefined ? `\n${style.dim(stackOf(error.cause))}` : ''
  const next = hint === undefined ? '' : `\n${style.accent('→')} ${hint}`
  return {
    exitCode,
    text: `${style.bad('error')} ${style.bold(code)}: ${message}${next}${cause}\n`,
  }
}

function describeDefect(error: unknown, { json, style }: ErrorOptions): ErrorOutput {
  const exitCode = exitCodes.defect
  const message = error instanceof Error ? error.message : String(error)
  if (json) {
    const stack = stackOf(error)
    return {
      exitCode,
      text: toJson({ code: 'unexpected', kind: 'defect', message, stack, exitCode }),
    }
  }
  const hint =
    'This is a defect of Groundswell or of the project’s own code. If it is ours, please report it with the lines above.'
  return {
    exitCode,
    text: `${style.bad('error')} ${style.bold('unexpected')}: ${message}\n${style.dim(stackOf(error))}\n${style.accent('→')} ${hint}\n`,
  }
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
