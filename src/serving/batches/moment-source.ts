import type { Moment, NewestCommits } from '../../features/index.ts'

/** Rows to be predicted, however many. */
export interface MomentSource {
  /** Equal for the same rows: a repetition goes on where the first one was interrupted. */
  readonly identity: unknown
  /** Whose rows know what was known at their own moments; else all know the same. */
  readonly knowsByItself: boolean
  /** Columns that it has and nothing is made of. */
  readonly ignored: readonly string[]
  count(settled: SettledRows): Promise<number>
  /** In the same order each time. */
  moments(settled: SettledRows): AsyncIterable<readonly Moment[]>
}

/** What stays as it was when a job began. */
export interface SettledRows {
  /** The moment of rows that tell none. */
  readonly knownBy: Date
  readonly commits: NewestCommits
}
