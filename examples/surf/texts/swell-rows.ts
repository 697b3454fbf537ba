import { arrivalAt } from './arrival.ts'
import { bestSwell } from './best-swell.ts'
import type { Bulletin } from './bulletin.ts'

/** The swell that hits a beach at one moment, as one bulletin foresees it. */
export interface SwellRow {
  readonly beachId: string
  readonly hitsAt: Date
  /** Metres. */
  readonly height: number
  /** Seconds. */
  readonly period: number
  /** Degrees, towards. */
  readonly direction: number
}

/**
 * The best swell of every step, one row per moment of arrival, the earliest first. Where two steps
 * arrive together (a long swell catches up), the higher swell stays; of equals, the one of the
 * later step, whose sea is the newer one.
 */
export function swellRows(bulletin: Bulletin): SwellRow[] {
  const rows: SwellRow[] = []
  for (const row of arrivals(bulletin)) {
    const before = rows.at(-1)
    if (before?.hitsAt.getTime() !== row.hitsAt.getTime()) rows.push(row)
    else if (row.height >= before.height) rows[rows.length - 1] = row
  }
  return rows
}

/** Sorted by arrival; those that arrive together stay in the order of their steps. */
function arrivals({ beachId, cycleAt, steps }: Bulletin): SwellRow[] {
  const rows: SwellRow[] = []
  for (const { offsetHours, swells } of steps) {
    const swell = bestSwell(swells)
    if (swell === undefined) continue
    const { height, period, direction } = swell
    const hitsAt = arrivalAt(cycleAt, offsetHours, swell)
    rows.push({ beachId, hitsAt, height, period, direction })
  }
  return rows.toSorted((a, b) => a.hitsAt.getTime() - b.hitsAt.getTime())
}
