import type { Branded, Digest } from '../base/index.ts'
import type { ColumnSummary } from '../table/index.ts'

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
  readonly checks: readonly { readonly check: string; readonly failedCount: number }[]
  readonly segments: readonly Segment[]
}

/** The rows of a commit, or some of them, as one Parquet blob. */
export interface Segment {
  readonly digest: Digest
  readonly rowCount: number
  readonly sizeBytes: number
  readonly oldestEventAt: Date
  readonly newestEventAt: Date
}
