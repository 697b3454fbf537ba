import type { ExpectedPoint } from './expected-point.ts'
import type { DayHours } from './forecast-page.ts'
import type { Day, LocalTime } from './local-time.ts'

export interface DaySummary {
  readonly day: Day
  readonly lowest: number
  readonly highest: number
  /** The highest point within the day's hours, the earlier of two; undefined when none falls in them. */
  readonly best: ExpectedPoint | undefined
}

/** One summary for each local day that has a value, in order. */
export function summariseDays(
  points: readonly ExpectedPoint[],
  time: LocalTime,
  hours: DayHours,
): readonly DaySummary[] {
  const known = points.filter(({ value }) => Number.isFinite(value))
  return [...Map.groupBy(known, ({ at }) => time.dayOf(at))].map(([day, ofDay]) => {
    const values = ofDay.map(({ value }) => value)
    const inHours = ofDay.filter(({ at }) => isWithin(time.hourOf(at), hours))
    return {
      day,
      lowest: Math.min(...values),
      highest: Math.max(...values),
      best: highestOf(inHours),
    }
  })
}

/** The first of the highest points. */
export function highestOf<P extends { readonly value: number }>(
  points: readonly P[],
): P | undefined {
  return points.reduce<P | undefined>(
    (best, point) => (best === undefined || point.value > best.value ? point : best),
    undefined,
  )
}

function isWithin(hour: number, { from, to }: DayHours): boolean {
  return hour >= from && hour <= to
}
