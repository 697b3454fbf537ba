import type { Branded, Digest } from '../../base/index.ts'
import type { FittedTransformations } from '../../learn/index.ts'
import type { ColumnSummary } from '../../table/index.ts'

export type TrainingSetId = Branded<'TrainingSetId'>

/** A view made fast: rows and their split, frozen under a version of the view's own count. */
export interface TrainingSet {
  readonly id: TrainingSetId
  readonly view: string
  readonly version: number
  /** The Parquet blob with its rows. Made again from the same commits, it is the same bytes. */
  readonly digest: Digest
  /** Of what it was first made of: the view's definition, the split, the bounds, the commits, the code. */
  readonly definitionDigest: Digest
  readonly rowCount: number
  readonly split: SplitSummary
  /** Which of the view's rows it has; all of them where it is empty. */
  readonly bounds: TrainingSetBounds
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
  /** Rows on neither side, for the gap between them. */
  readonly leftOutCount?: number
  /** The first moment of the held-out part, where the split is by time. */
  readonly testFrom?: string
}

/** Moments as ISO texts. */
export interface TrainingSetBounds {
  /** Labels of moments from here on, and before `to`. */
  readonly from?: string
  readonly to?: string
  /** Only what was committed by then. */
  readonly asOf?: string
  /** The newest labels only. */
  readonly rows?: number
}

/** Code that was shown to make a training set, however often it was frozen again. */
export interface FrozenDefinition {
  readonly digest: Digest
  /** Of each feature's own definition, by name; empty where an older release froze it. */
  readonly features: Readonly<Record<string, Digest>>
  /** Of the project's code. */
  readonly fingerprint: string
  readonly frozenAt: Date
}

/** What a model learned of the set's training part before its learner read it. */
export interface LearnedTransformations {
  readonly model: string
  readonly learnedAt: Date
  readonly fitted: FittedTransformations
}
