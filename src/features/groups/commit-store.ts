import type { Commit } from './commit.ts'

/** The commits of all groups. */
export interface CommitStore {
  /**
   * All commits of a group, oldest first; with `until`, those made by then, with `after`, those that follow
   * the one of that sequence. Throws `historyForgotten` where what was made by then was compacted away.
   */
  list(
    group: string,
    options?: { readonly until?: Date; readonly after?: number },
  ): Promise<Commit[]>

  find(id: string): Promise<Commit | undefined>

  /** How many commits and rows a group has, and how new they are, without reading each commit. */
  summary(group: string): Promise<GroupSummary>
}

export interface GroupSummary {
  readonly commitCount: number
  readonly segmentCount: number
  /** Rows that are stored, tellings of one row each by itself. */
  readonly rowCount: number
  readonly newestCommitAt: Date | undefined
  readonly newestEventAt: Date | undefined
}
