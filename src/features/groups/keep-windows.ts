import { parseDuration, type Clock } from '../../base/index.ts'
import type { Database } from '../../storage/index.ts'
import type { TableEngine } from '../../table/index.ts'
import type { Commit } from './commit.ts'
import type { Group } from './group.ts'
import type { GroupDeps } from './group-relation.ts'
import { measureWindows } from './measure-windows.ts'
import type { TimeRange } from './plan-ranges.ts'
import { sqlWindowStore } from './sql-window-store.ts'
import type { StoredWindow } from './window-store.ts'

interface KeepDeps extends GroupDeps {
  readonly engine: TableEngine
  readonly database: Database
  readonly now: Clock
}

/**
 * Statistics of stretches of event time: those that are kept, and of those that a commit has changed since,
 * or that were never asked for, new ones, which are kept then. A stretch of which rows have gone by the
 * group's `keep` stays as it was.
 */
export async function keepWindows(
  deps: KeepDeps,
  group: Group,
  ranges: readonly TimeRange[],
): Promise<StoredWindow[]> {
  const store = sqlWindowStore(deps.database)
  const kept = new Map(
    (await store.list(group.name, spanOf(ranges))).map((one) => [keyOf(one), one]),
  )
  const commits = await deps.commits.list(group.name)
  const keptFrom = keptSince(group, deps.now())
  const isCurrent = (range: TimeRange) => {
    const found = kept.get(keyOf(range))
    if (found === undefined) return false
    return range.since < keptFrom || !commits.some((commit) => changes(commit, found))
  }
  const measured = await measureWindows(
    deps,
    group,
    ranges.filter((range) => !isCurrent(range)),
  )
  const measuredAt = deps.now()
  const made = measured.map((window) => ({ ...window, measuredAt }))
  await store.put(group.name, made)
  for (const window of made) kept.set(keyOf(window), window)
  return ranges.flatMap((range) => kept.get(keyOf(range)) ?? [])
}

function spanOf(ranges: readonly TimeRange[]): TimeRange {
  const [from, to] = [ranges.map(({ since }) => since), ranges.map(({ until }) => until)]
  return {
    since: new Date(Math.min(...from.map(Number))),
    until: new Date(Math.max(...to.map(Number))),
  }
}

function keyOf({ since, until }: TimeRange): string {
  return `${since.getTime()} ${until.getTime()}`
}

function keptSince({ keep }: Group, now: Date): Date {
  return keep === undefined ? new Date(-8.64e15) : new Date(now.getTime() - parseDuration(keep))
}

/** Whether a commit that the window doesn't know may have rows in it. */
function changes(commit: Commit, { since, until, throughSequence }: StoredWindow): boolean {
  const { sequence, oldestEventAt, newestEventAt } = commit
  return sequence > throughSequence && oldestEventAt < until && newestEventAt >= since
}
