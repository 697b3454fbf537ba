import type { Columns, EngineRow, RowOf, Sql, UnreadableLine } from '../../table/index.ts'

/** A file of a source, as what makes rows of it sees it. */
export interface DeliveredFile {
  /** Below the source, with `/` between folders. */
  readonly name: string
  /**
   * All of it as one text, unpacked and decoded. Throws for what is no text, and for one of more than
   * 500 MB: that is read by its `pieces`.
   */
  readonly text: string
  /** Unpacked. */
  readonly bytes: Uint8Array
  /** Its text, piece by piece. */
  readonly pieces: () => AsyncIterable<string>
  /** A Parquet file to be asked in the engine; it is there until the next is asked for, and there is none. */
  readonly openParquet: () => AsyncIterable<ParquetTable>
  /** Rows of a Parquet file, in batches, of what `choose` makes of its columns. */
  readonly selectParquet: (
    choose: (found: readonly FileColumn[]) => Sql,
  ) => AsyncIterable<readonly EngineRow[]>
}

export interface ParquetTable {
  readonly columns: readonly FileColumn[]
  readonly relation: Sql
  readonly select: (what: Sql) => AsyncIterable<readonly EngineRow[]>
}

export interface FileColumn {
  readonly name: string
  /** As DuckDB calls it. */
  readonly type: string
}

/** Makes rows of one file. Whatever it throws refuses the file, with the message as the reason. */
export type ReadFile<C extends Columns = Columns> = (file: DeliveredFile) => ReadRows<C>

export interface ReadRows<C extends Columns = Columns> {
  /** Rows, or batches of them that come one after the other. */
  readonly rows: Iterable<RowOf<C>> | AsyncIterable<readonly RowOf<C>[]>
  /**
   * The very same rows as a query, which can be run until the next is asked for; nothing where a row may be
   * one that can't be taken.
   */
  readonly query?: () => AsyncIterable<Sql>
  /** When these rows were known; the moment of reading when it is not told. */
  readonly knownAt?: Date
  /** What was left out; complete once all rows were read. */
  readonly leftOut?: LeftOut
}

/** Lines or rows that can't be read, and what that means for the others. */
export interface LeftOut {
  readonly severity: 'refuse' | 'quarantine'
  readonly count: number
  /** The first of them. */
  readonly lines: readonly UnreadableLine[]
}
