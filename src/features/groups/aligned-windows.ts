import type { TimeRange } from './plan-ranges.ts'

const dayMs = 86_400_000
/** The first Monday of all: weeks begin on one. */
const firstMondayMs = 4 * dayMs

/**
 * Stretches of time that are the same whoever asks and whenever: each begins at a whole multiple of its
 * length, in UTC, of whole weeks on a Monday. The newest, which holds the moment, comes first.
 */
export function alignedWindows(holding: Date, lengthMs: number, count: number): TimeRange[] {
  const offset = lengthMs % (7 * dayMs) === 0 ? firstMondayMs : 0
  const newest = Math.floor((holding.getTime() - offset) / lengthMs) * lengthMs + offset
  return Array.from({ length: count }, (_, back) => {
    const since = newest - back * lengthMs
    return { since: new Date(since), until: new Date(since + lengthMs) }
  })
}
