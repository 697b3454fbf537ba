import type { Branded, Digest } from '../../base/index.ts'
import type { Severity } from '../../data/index.ts'
import type { ColumnSummary } from '../../table/index.ts'

export type CommitId = Branded<'CommitId'>

/** One append to a group. It never changes. */
export interface Commit {
  readonly id: CommitId
  readonly group: string
  /** 1 for the group's first commit, then without gaps. */
  readonly sequence: number
  readonly committedAt: Date
  readonly runId: string | undefined
  readonly rowCount: number
  /** Equal for equal rows. */
  readonly contentDigest: Digest
  readonly statistics: readonly ColumnSummary[]
  readonly checks: readonly CommitCheck[]
  readonly segments: readonly Segment[]
}

/** What a check found in the rows that asked to come in with a commit. */
export interface CommitCheck {
  readonly check: string
  readonly severity: Severity
  readonly failedCount: number
  /** The blob that holds the rows that were quarantined, as Parquet with `_broken` beside them. */
  readonly kept?: Digest
}

/** The rows of a commit, or some of them, as one Parquet blob. */
export interface Segment {
  readonly digest: Digest
  readonly rowCount: number
  readonly sizeBytes: number
  readonly oldestEventAt: Date
  readonly newestEventAt: Date
}
