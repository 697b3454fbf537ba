import { highestOf, type DaySummary } from './day-summary.ts'
import type { ExpectedPoint } from './expected-point.ts'

export interface BestMoment {
  readonly point: ExpectedPoint
  /** Whether it exceeds the middle day's best by more than the forecast is usually off. */
  readonly standsOut: boolean
  /** The lowest and the highest of the days' bests. */
  readonly range: readonly [lowest: number, highest: number]
}

/** The highest point by day, or undefined when no day has one. */
export function findBestMoment(days: readonly DaySummary[]): BestMoment | undefined {
  const bests = days.flatMap(({ best }) => (best === undefined ? [] : [best]))
  const point = highestOf(bests)
  if (point === undefined) return undefined
  const values = bests.map(({ value }) => value).toSorted((a, b) => a - b)
  const middle = values[Math.floor(values.length / 2)] ?? point.value
  return {
    point,
    standsOut: values.length > 1 && point.value - middle > (point.error ?? 0),
    range: [values[0] ?? point.value, point.value],
  }
}
