/**
 * What kind of trouble an error is: all that the edges need. The command line has a table of exit
 * codes for these, the server one of statuses.
 */
export type ErrorKind =
  'wrong-use' | 'definition' | 'not-found' | 'conflict' | 'refused' | 'outside'

/** An error that we foresaw. Whatever else is thrown is a defect and stays one. */
export class SwellError extends Error {
  override readonly name = 'SwellError'
  readonly code: string
  readonly kind: ErrorKind
  readonly hint: string | undefined
  readonly details: Readonly<Record<string, unknown>>

  constructor(options: SwellErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = options.code
    this.kind = options.kind
    this.hint = options.hint
    this.details = options.details
  }
}

export interface SwellErrorOptions {
  readonly code: string
  readonly kind: ErrorKind
  readonly message: string
  readonly hint: string | undefined
  readonly details: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/** True for a `SwellError`; with `code`, only for that one. */
export function isSwellError(error: unknown, code?: string): error is SwellError {
  return error instanceof SwellError && (code === undefined || error.code === code)
}
