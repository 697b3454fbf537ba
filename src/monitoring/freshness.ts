import { parseDuration } from '../base/index.ts'
import type { Group, GroupSummary } from '../features/index.ts'

/** Whether a group is as new as it should be. */
export interface Freshness {
  /** How old its newest commit may be; undefined where nothing is expected. */
  readonly expected: string | undefined
  /** Age of its newest commit; undefined while there is none. */
  readonly ageMs: number | undefined
  readonly fresh: boolean
}

export function freshnessOf(group: Group, summary: GroupSummary, now: Date): Freshness {
  const newest = summary.newestCommitAt
  const ageMs = newest === undefined ? undefined : Math.max(0, now.getTime() - newest.getTime())
  const expected = group.freshWithin
  const bound = expected === undefined ? Infinity : parseDuration(expected)
  return { expected, ageMs, fresh: ageMs !== undefined && ageMs <= bound }
}
