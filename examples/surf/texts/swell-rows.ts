import { arrivalAt } from './arrival.ts'
import { bestSwell } from './best-swell.ts'
import type { Bulletin } from './bulletin.ts'

/** The swell that hits a beach in the two hours from a moment on, as one bulletin foresees it. */
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

const slotMs = 2 * 3_600_000

/** The arrival rule moves arrivals by up to four hours: two slots. */
const longestGap = 2

/**
 * The best swell of every step, one row per two hours in which it arrives, the earliest first. Where
 * two steps arrive in the same two hours (a long swell catches up), the higher swell stays; of equals,
 * the one that arrives later. Where the next one is late, the last one goes on: so a bulletin tells of every slot, and what an older
 * one said of it is never newer.
 */
export function swellRows(bulletin: Bulletin): SwellRow[] {
  const rows: SwellRow[] = []
  for (const arrival of arrivals(bulletin)) {
    const row = { ...arrival, hitsAt: slotOf(arrival.hitsAt) }
    const before = rows.at(-1)
    if (before === undefined) rows.push(row)
    else if (before.hitsAt < row.hitsAt) rows.push(...fillGap(before, row), row)
    else if (row.height >= before.height) rows[rows.length - 1] = row
  }
  return rows
}

function slotOf(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / slotMs) * slotMs)
}

function fillGap(before: SwellRow, next: SwellRow): SwellRow[] {
  const missing = (next.hitsAt.getTime() - before.hitsAt.getTime()) / slotMs - 1
  if (missing > longestGap) return []
  return Array.from({ length: missing }, (_, at) => ({
    ...before,
    hitsAt: new Date(before.hitsAt.getTime() + (at + 1) * slotMs),
  }))
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
