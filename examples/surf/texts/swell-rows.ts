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
export function swellRows({ beachId, cycleAt, steps }: Bulletin): SwellRow[] {
  const rows = new Map<number, SwellRow>()
  for (const { offsetHours, swells } of steps) {
    const swell = bestSwell(swells)
    if (swell === undefined) continue
    const hitsAt = arrivalAt(cycleAt, offsetHours, swell)
    const other = rows.get(hitsAt.getTime())
    if (other !== undefined && other.height > swell.height) continue
    const { height, period, direction } = swell
    rows.set(hitsAt.getTime(), { beachId, hitsAt, height, period, direction })
  }
  return [...rows.values()].sort((a, b) => a.hitsAt.getTime() - b.hitsAt.getTime())
}
