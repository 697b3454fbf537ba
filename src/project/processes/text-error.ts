import { isSwellError, SwellError, systemErrorCode } from '../../base/index.ts'
import type { TextError } from './worker-messages.ts'

/** Puts an error into words that another process understands. */
export function toTextError(error: unknown): TextError {
  if (!(error instanceof Error)) {
    const message = String(error)
    return { name: 'Error', message, stack: undefined, systemCode: undefined, foreseen: undefined }
  }
  const { name, message, stack } = error
  const foreseen = isSwellError(error)
    ? { code: error.code, kind: error.kind, hint: error.hint, details: plain(error.details) }
    : undefined
  return { name, message, stack, systemCode: systemErrorCode(error), foreseen }
}

/** The error that another process has put into words. */
export function fromTextError({ name, message, stack, systemCode, foreseen }: TextError): Error {
  if (foreseen !== undefined) return new SwellError({ message, ...foreseen })
  const error = new Error(message)
  error.name = name
  if (stack !== undefined) error.stack = stack
  return systemCode === undefined ? error : Object.assign(error, { code: systemCode })
}

function plain(details: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(details)) as Readonly<Record<string, unknown>>
}
