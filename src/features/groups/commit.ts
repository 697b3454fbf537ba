import type { Branded, Digest } from '../../base/index.ts'
import type { Severity } from '../../data/index.ts'
import type { Columns, ColumnSummary } from '../../table/index.ts'
import type { CodeState } from '../../tracking/index.ts'

export type CommitId = Branded<'CommitId'>

/**
 * What a commit does: `append` brings rows, of which one of a key and time told before corrects it;
 * `upsert` corrects knowingly; `delete` says of rows that they are no more.
 */
export type CommitKind = 'append' | 'upsert' | 'delete'

/** One change of a group. It never changes itself. */
export interface Commit {
  readonly id: CommitId
  readonly group: string
  readonly kind: CommitKind
  /** 1 for the group's first commit, then without gaps. */
  readonly sequence: number
  /** Never before the commit that came before it. */
  readonly committedAt: Date
  readonly runId: string | undefined
  /** Who made it, where that is known. */
  readonly by: string | undefined
  readonly code: CodeState | undefined
  readonly rowCount: number
  readonly sizeBytes: number
  readonly oldestEventAt: Date
  readonly newestEventAt: Date
  /** Equal for equal rows. */
  readonly contentDigest: Digest
  /** The group's columns as they were then. */
  readonly columns: Columns
  readonly statistics: readonly ColumnSummary[]
  readonly checks: readonly CommitCheck[]
  readonly arrival: Arrival
  /** Absent for commits of the first release. */
  readonly tellings?: Tellings
  /** Where its rows are; those of compacted commits stand with the first of them. */
  readonly segments: readonly Segment[]
}

/** Which rows of a commit came late, and which say anew what had been said. */
export interface Arrival {
  /** Rows of a key and time that the group knew. */
  readonly correctionCount: number
  /** Rows from before the newest event that the group knew. */
  readonly lateCount: number
  /** How far behind it they were. */
  readonly lateMedianMs?: number
  readonly lateMaxMs?: number
}

/** Whether a row of a commit may be told more than once, and how soon its rows were known. */
export interface Tellings {
  /** Rows of a key and time that another row of the same commit has. */
  readonly repeatedCount: number
  /** Of these, rows that were known at the same moment too: which of them counts, nobody can say. */
  readonly ambiguousCount: number
  /** How long after they were true its rows became known, at most; negative for a forecast. */
  readonly knownAfterMs: number
  /** Whether of two rows of a key the later one was known later. */
  readonly isInOrder: boolean
  /** The first and the last moment at which some row became known. */
  readonly knownFromMs: number
  readonly knownUntilMs: number
  /** The commit up to which corrections were counted: a later one may have come in between. */
  readonly comparedThrough: number
}

/** What a check found in the rows that asked to come in with a commit. */
export interface CommitCheck {
  readonly check: string
  readonly severity: Severity
  readonly failedCount: number
  /** The blob that holds the rows that were quarantined, as Parquet with `_broken` beside them. */
  readonly kept?: Digest
}

/** Rows of one commit, or of several that were compacted, as one Parquet blob. */
export interface Segment {
  readonly digest: Digest
  readonly rowCount: number
  readonly sizeBytes: number
  readonly oldestEventAt: Date
  readonly newestEventAt: Date
  /** How many of the rows say that a row is no more. */
  readonly deletedCount: number
  /** The columns that it was written with. */
  readonly columns: Columns
  /** The sequence of the last commit that it has rows of; its rows then carry `_commit` and `_deleted`. */
  readonly lastSequence: number | undefined
}
