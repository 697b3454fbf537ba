import type { Sql } from '../../table/index.ts'

/** A named piece of a view's query: at most one row for each `_row` that asks. */
export interface QueryPart {
  readonly name: string
  readonly query: Sql
  /** The columns that it has beside `_row`. */
  readonly columns: readonly string[]
}
