import type { Duration, ResolvedSettings } from '../../base/index.ts'
import type { Check, ReadFile, Source } from '../../data/index.ts'
import type { Columns, EngineRow } from '../../table/index.ts'
import type { NewRow } from './new-row.ts'
import type { Derivation } from './derivation.ts'
import type { GroupShape } from './group-shape.ts'
import type { Partition } from './plan-ranges.ts'

/** A named table with key and event time, to which rows are appended. */
export interface Group<C extends Columns = Columns> extends GroupShape<C> {
  readonly kind: 'group'
  readonly description?: string
  readonly checks: readonly Check[]
  readonly from?: Source
  /** Makes rows of a file; by its ending, if it is absent. */
  readonly read?: ReadFile
  /** Fetches the rows of a stretch of time, for a group that reads no texts. */
  readonly load?: LoadRows
  /** How long a stretch of time is loaded at once, counted in UTC; all of it when it is not told. */
  readonly partition?: Partition
  /** From when on there are rows to load. */
  readonly startsAt?: string
  /** When a loaded row was known; the moment of loading when it is not told. */
  knownAt?(row: EngineRow): Date
  /** What its rows are made of, for a group that is made of others. */
  readonly derive?: Derivation
  /** How long after its event time a row stays; for ever when it is not told. */
  readonly keep?: Duration
  /** How much is to come in. */
  readonly expect?: Expectations
  /** How old its newest commit may be before it counts as stale. */
  readonly freshWithin?: Duration
}

export interface Expectations {
  /** At least and at most so many rows with event times of the last 24 hours. */
  readonly rowsPerDay: readonly [min: number, max: number]
}

/** Fetches the rows from `since` on and before `until`. Whatever it throws ends the load. */
export type LoadRows<C extends Columns = Columns> = (range: {
  readonly since: Date
  readonly until: Date
  readonly signal: AbortSignal
  readonly settings: ResolvedSettings
}) => FetchedRows<NewRow<C>> | Promise<FetchedRows<NewRow<C>>>

type FetchedRows<Row> = Iterable<Row> | AsyncIterable<Row>
