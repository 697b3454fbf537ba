import type { CommitStore } from './commit-store.ts'

/** By group, the sequence of its newest commit: says exactly which rows there were. */
export type NewestCommits = Readonly<Record<string, number>>

/** The groups as they were when these commits were their newest. */
export function limitCommits(store: CommitStore, newest: NewestCommits): CommitStore {
  const lastOf = (group: string) => newest[group] ?? 0
  return {
    ...store,
    async list(group, options) {
      const commits = await store.list(group, options)
      return commits.filter(({ sequence }) => sequence <= lastOf(group))
    },
    async summary(group) {
      const summary = await store.summary(group)
      return { ...summary, commitCount: Math.min(summary.commitCount, lastOf(group)) }
    },
  }
}

/** What a batch that is made now would read. Sequences have no gaps, so that the count is the newest. */
export async function newestCommits(
  store: CommitStore,
  groups: readonly { readonly name: string }[],
): Promise<NewestCommits> {
  const counts = groups.map(
    async ({ name }) => [name, (await store.summary(name)).commitCount] as const,
  )
  return Object.fromEntries((await Promise.all(counts)).filter(([, count]) => count > 0))
}
