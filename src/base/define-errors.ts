import { SwellError, type ErrorKind } from './swell-error.ts'

/** One row of an area's error table. `Details` is what the message needs to be true. */
export interface ErrorDefinition<Details> {
  readonly kind: ErrorKind
  readonly message: (details: Details) => string
  readonly hint?: string | ((details: Details) => string)
}

/** Makes one foreseen error; its code and kind can be read without making one. */
export interface ErrorMaker<Details> {
  (details: Details, cause?: unknown): SwellError
  readonly code: string
  readonly kind: ErrorKind
}

type ErrorMakers<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends ErrorDefinition<infer Details>
    ? ErrorMaker<Details>
    : never
}

/** Declares the errors of one area. Each becomes a function that makes it: `throw areaErrors.name({…})`. */
export function defineErrors<const Table extends Record<string, ErrorDefinition<never>>>(
  area: string,
  table: Table,
): ErrorMakers<Table> {
  const makers = Object.entries(table).map(([name, definition]) => [
    name,
    toMaker(`${area}.${name}`, definition),
  ])
  return Object.freeze(Object.fromEntries(makers)) as ErrorMakers<Table>
}

function toMaker(code: string, { kind, message, hint }: ErrorDefinition<never>): ErrorMaker<never> {
  const make = (details: never, cause?: unknown) =>
    new SwellError({
      code,
      kind,
      message: message(details),
      hint: typeof hint === 'function' ? hint(details) : hint,
      details,
      cause,
    })
  return Object.freeze(Object.assign(make, { code, kind }))
}
