import type { Branded, Digest } from '../../base/index.ts'
import type { ColumnSummary } from '../../table/index.ts'

export type TrainingSetId = Branded<'TrainingSetId'>

/** A view made fast: rows and their split, frozen under a version of the view's own count. */
export interface TrainingSet {
  readonly id: TrainingSetId
  readonly view: string
  readonly version: number
  /** The Parquet blob with its rows. Made again from the same commits, it is the same bytes. */
  readonly digest: Digest
  /** Of what it was made of: the view's definition, the split, the commits, the code. */
  readonly definitionDigest: Digest
  readonly rowCount: number
  readonly split: SplitSummary
  /** Of the training part only: what a model may know of its data. */
  readonly statistics: readonly ColumnSummary[]
  /** The commits that it was made of, by group. */
  readonly commits: Readonly<Record<string, readonly string[]>>
  readonly createdAt: Date
  readonly runId: string | undefined
}

export interface SplitSummary {
  readonly kind: string
  readonly trainCount: number
  readonly testCount: number
  /** The first moment of the held-out part, where the split is by time. */
  readonly testFrom?: string
}
