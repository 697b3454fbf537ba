import {
  groupsRead,
  openOnlineView,
  type CommitStore,
  type OnlineView,
  type View,
  type ViewDeps,
} from '../features/index.ts'
import type { Clock } from '../base/index.ts'
import type { NewestCommits } from './limit-commits.ts'

/** The newest rows of a view in memory, and what exactly they were made of. It never changes. */
export interface ServedData {
  readonly online: OnlineView
  readonly commits: NewestCommits
  /** Rows that were known later are not among them. */
  readonly knownBy: Date
}

type DataDeps = ViewDeps & { readonly now: Clock }

/** Reads the newest rows of a view's groups. */
export async function loadServedData(deps: DataDeps, view: View): Promise<ServedData> {
  const commits: Record<string, number> = {}
  let knownBy = deps.now()
  const store: CommitStore = {
    ...deps.commits,
    async list(group, options) {
      const found = await deps.commits.list(group, options)
      const newest = found.at(-1)
      if (newest !== undefined) commits[group] = newest.sequence
      return found
    },
  }
  const now = () => (knownBy = deps.now())
  const online = await openOnlineView({ ...deps, commits: store, now }, view)
  return { online, commits, knownBy }
}

/** Whether a group of the view has commits that the data doesn't know; one small query a group. */
export async function isOutdated(
  deps: Pick<ViewDeps, 'commits'>,
  view: View,
  data: ServedData,
): Promise<boolean> {
  for (const { name } of groupsRead(view)) {
    const { commitCount } = await deps.commits.summary(name)
    if (commitCount !== (data.commits[name] ?? 0)) return true
  }
  return false
}
