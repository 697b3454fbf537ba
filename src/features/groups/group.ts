import type { Duration, ResolvedSettings } from '../../base/index.ts'
import type { Check, Source } from '../../data/index.ts'
import type { Columns, EngineRow, RowOf } from '../../table/index.ts'
import type { GroupShape } from './group-shape.ts'
import type { NewRow } from './new-row.ts'
import type { Partition } from './plan-ranges.ts'

/** A named table with key and event time, to which rows are appended. */
export interface Group<C extends Columns = Columns> extends GroupShape<C> {
  readonly kind: 'group'
  readonly description?: string
  readonly checks: readonly Check[]
  readonly from?: Source
  readonly read?: ReadText
  /** Fetches the rows of a stretch of time, for a group that reads no texts. */
  readonly load?: LoadRows
  /** How long a stretch of time is loaded at once, counted in UTC; all of it when it is not told. */
  readonly partition?: Partition
  /** From when on there are rows to load. */
  readonly startsAt?: string
  /** When a loaded row was known; the moment of loading when it is not told. */
  knownAt?(row: EngineRow): Date
  /** How old its newest commit may be before it counts as stale. */
  readonly freshWithin?: Duration
}

/** Makes rows of one text. Whatever it throws refuses the text, with the message as the reason. */
export type ReadText<C extends Columns = Columns> = (text: {
  readonly name: string
  readonly text: string
}) => ReadRows<C>

export interface ReadRows<C extends Columns = Columns> {
  readonly rows: Iterable<RowOf<C>>
  /** When these rows were known; the moment of reading when it is not told. */
  readonly knownAt?: Date
}

/** Fetches the rows from `since` on and before `until`. Whatever it throws ends the load. */
export type LoadRows<C extends Columns = Columns> = (range: {
  readonly since: Date
  readonly until: Date
  readonly signal: AbortSignal
  readonly settings: ResolvedSettings
}) => FetchedRows<NewRow<C>> | Promise<FetchedRows<NewRow<C>>>

type FetchedRows<Row> = Iterable<Row> | AsyncIterable<Row>
