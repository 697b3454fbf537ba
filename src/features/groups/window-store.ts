import type { ColumnSummary } from '../../table/index.ts'

/** What a group held in a stretch of event time. */
export interface WindowStatistics {
  /** Included itself; absent for all that there is. */
  readonly since: Date | undefined
  /** Left out itself. */
  readonly until: Date | undefined
  readonly rowCount: number
  readonly columns: readonly WindowColumn[]
}

export interface WindowColumn extends ColumnSummary {
  /** Of numbers: what a tenth, two tenths, … nine tenths of the values don't exceed. */
  readonly deciles?: readonly number[]
  /** Of columns with few different values: the commonest. */
  readonly commonest?: readonly ValueShare[]
}

export interface ValueShare {
  readonly value: string
  readonly count: number
}

/** Statistics as they are kept, with the group's commit that they were made through. */
export interface StoredWindow extends WindowStatistics {
  readonly since: Date
  readonly until: Date
  readonly throughSequence: number
  readonly measuredAt: Date
}

/** Statistics of stretches of event time, kept for whoever watches a group. */
export interface WindowStore {
  /** The stretches of a group that lie in a range, as they were measured last; oldest first. */
  list(
    group: string,
    range?: { readonly since: Date; readonly until: Date },
  ): Promise<StoredWindow[]>

  /** Keeps what was measured; of one stretch what is of the later commit. */
  put(group: string, windows: readonly StoredWindow[]): Promise<void>
}
