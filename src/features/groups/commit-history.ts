import type { DatabaseSession } from '../../storage/index.ts'
import type { Commit } from './commit.ts'
import { sqlCommitStore } from './sql-commit-store.ts'

/** The commits of a group as they are whenever it is asked, oldest first. */
export interface CommitHistory {
  list(): Promise<readonly Commit[]>
}

/** Reads each commit once: for whoever holds the group's claim, so that none of them is compacted meanwhile. */
export function commitHistory(database: DatabaseSession, group: string): CommitHistory {
  const store = sqlCommitStore(database)
  let known: Promise<readonly Commit[]> = Promise.resolve([])

  async function readOn(before: readonly Commit[]): Promise<readonly Commit[]> {
    const fresh = await store.list(group, { after: before.at(-1)?.sequence ?? 0 })
    return fresh.length === 0 ? before : [...before, ...fresh]
  }

  return { list: () => (known = known.then(readOn)) }
}
