import { parseDuration, type Duration } from '../../base/index.ts'
import type { Columns, RowOf } from '../../table/index.ts'
import type { Maker } from './maker.ts'

/** How rows are made up: what each column is made by, and at which moments and keys. */
export interface Generator<C extends Columns = Columns> {
  readonly kind: 'generator'
  readonly columns: C
  /** The column of moments, `every` so long one. */
  readonly time: string | undefined
  readonly every: Duration | undefined
  /** At each moment there is a row for each of these. */
  readonly each: Readonly<Record<string, readonly unknown[]>>
  readonly makers: Readonly<Record<string, Maker<unknown, never>>>
}

type TimeName<C extends Columns> = {
  [Name in keyof C]: RowOf<C>[Name] extends Date ? Name : never
}[keyof C] &
  string

/**
 * Declares a generator: columns as a table has them, and in `rows` what makes each of them. A maker may
 * read any other column of the row, in whatever order they stand; columns that need each other are
 * refused when rows are made. `time` and `each` are columns that need no maker.
 */
export function defineGenerator<
  const C extends Columns,
  const Time extends TimeName<C> = never,
  const Key extends keyof C & string = never,
>(definition: {
  readonly columns: C
  readonly time?: Time
  readonly every?: Duration
  readonly each?: { readonly [Name in Key]: readonly RowOf<C>[Name][] }
  readonly rows: {
    readonly [Name in Exclude<keyof C, Time | Key>]: Maker<RowOf<C>[Name], RowOf<C>>
  }
}): Generator<C> {
  const { columns, time, every, each = {}, rows } = definition
  if (every !== undefined) parseDuration(every)
  return Object.freeze({ kind: 'generator', columns, time, every, each, makers: rows })
}
