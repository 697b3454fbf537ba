import type { Columns } from './column.ts'
import type { Sql } from './sql.ts'

/** A row as the engine gives it: absent values are `undefined`, moments are `Date`, integers numbers. */
export type EngineRow = Readonly<Record<string, unknown>>

/** Some rows, or a query that gives them. */
export type EngineRows = readonly EngineRow[] | Sql

export type TypedColumn = Float64Array | readonly unknown[]

/** Runs SQL over files and rows. It keeps nothing: what it holds in memory is gone when it closes. */
export interface TableEngine {
  rows(statement: Sql): Promise<EngineRow[]>

  /** The result column by column, in the order of the rows. */
  columns(statement: Sql): Promise<ReadonlyMap<string, readonly unknown[]>>

  /**
   * The result column by column, for many rows: columns of doubles as they are, with NaN where a value is
   * absent; of others, equal texts are one text.
   */
  typedColumns(statement: Sql): Promise<ReadonlyMap<string, TypedColumn>>

  /**
   * The same in batches of about so many rows, as they are asked for: of a result that may be larger than
   * memory. A result without rows is one batch without any.
   */
  typedBatches(statement: Sql, rowCount: number): AsyncIterable<ReadonlyMap<string, TypedColumn>>

  /** The rows in batches, as they come: of a result that may be larger than memory. */
  stream(statement: Sql): AsyncIterable<readonly EngineRow[]>

  run(statement: Sql): Promise<void>

  /**
   * Makes a temporary table of rows, hands its name to `use`, and drops it after. Rows may come in batches,
   * or as a query with the table's columns by name; what that reads is needed until the next is asked for.
   */
  withRows<Result>(
    columns: Columns,
    rows: Iterable<EngineRow> | AsyncIterable<EngineRows>,
    use: (table: string) => Promise<Result>,
  ): Promise<Result>

  close(): void
}
