import { hoursBetween, type ErrorAtLead } from './error-at-lead.ts'
import type { ForecastPoint } from './forecast-page.ts'

/** A forecast point with what is known of its error. */
export interface ExpectedPoint extends ForecastPoint {
  readonly low: number
  readonly high: number
  /** How far off it usually is; undefined when nobody knows yet. */
  readonly error: number | undefined
}

/** Orders the points by time and gives each its interval: its own, or what is usual at its lead. */
export function expectedPoints(
  forecast: readonly ForecastPoint[],
  madeAt: Date,
  errorAt: ErrorAtLead,
): readonly ExpectedPoint[] {
  // What never was below zero (a height, a count) isn't said to fall below it.
  const floor = forecast.every(({ value }) => !(value < 0)) ? 0 : -Infinity
  return forecast
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map((point) => {
      const error = errorAt(Math.max(0, hoursBetween(madeAt, point.at)))
      const low = point.low ?? Math.max(floor, point.value - (error ?? 0))
      return { ...point, error, low, high: point.high ?? point.value + (error ?? 0) }
    })
}
