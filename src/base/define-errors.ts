import { SwellError, type ErrorKind } from './swell-error.ts'

/** One row of an area's error table. `Details` is what the message needs to be true. */
export interface ErrorDefinition<Details> {
  readonly kind: ErrorKind
  readonly message: (details: Details) => string
  readonly hint?: string | ((details: Details) => string)
}

type ErrorMakers<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends ErrorDefinition<infer Details>
    ? (details: Details, cause?: unknown) => SwellError
    : never
}

/** Declares the errors of one area. Each becomes a function that makes it: `throw areaErrors.name({…})`. */
export function defineErrors<const Table extends Record<string, ErrorDefinition<never>>>(
  area: string,
  table: Table,
): ErrorMakers<Table> {
  const makers = Object.entries(table).map(([name, definition]) => [
    name,
    (details: never, cause?: unknown) =>
      new SwellError({
        code: `${area}.${name}`,
        kind: definition.kind,
        message: definition.message(details),
        hint: typeof definition.hint === 'function' ? definition.hint(details) : definition.hint,
        details,
        cause,
      }),
  ])
  return Object.freeze(Object.fromEntries(makers)) as ErrorMakers<Table>
}
