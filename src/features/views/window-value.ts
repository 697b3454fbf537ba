import { parseDuration } from '../../base/index.ts'
import { fadingWeight } from './fading-weight.ts'
import type { WindowFeature } from './feature.ts'

/** A row of a window: when it was true, and the value of the window's column. */
export interface WindowRow {
  readonly time: number
  readonly value: unknown
}

type Known = readonly { readonly time: number; readonly value: number }[]

/**
 * The value of a window over its rows, oldest first, at a moment; undefined where the engine's SQL gives
 * null. Step by step as the engine does it: the last bit is to be the same.
 */
export function windowValue(
  feature: WindowFeature,
  rows: readonly WindowRow[],
  at: number,
): unknown {
  const known = rows.filter(({ value }) => value !== undefined && value !== null)
  switch (feature.function) {
    case 'count':
      return known.length
    case 'distinct':
      return new Set(known.map(({ value }) => comparable(value))).size
    case 'first':
      return known[0]?.value
    case 'last':
      return known.at(-1)?.value
    case 'mostFrequent':
      return mostFrequent(known.map(({ value }) => value))
    case 'age': {
      const newest = rows.at(-1)
      return newest === undefined ? undefined : (at - newest.time) / 1000
    }
    case 'difference':
      return difference(rows, feature.rows ?? 2)
    default:
      return known.length === 0
        ? undefined
        : numberOf(
            feature,
            known.map(({ time, value }) => ({ time, value: Number(value) })),
          )
  }
}

function numberOf(feature: WindowFeature, known: Known): number | undefined {
  const values = known.map(({ value }) => value)
  switch (feature.function) {
    case 'sum':
      return sum(values)
    case 'mean':
      return sum(values) / values.length
    case 'deviation':
      return values.length < 2 ? undefined : deviation(values)
    case 'min':
      return values.reduce((least, value) => Math.min(least, value))
    case 'max':
      return values.reduce((most, value) => Math.max(most, value))
    case 'quantile':
      return quantile(values, feature.share ?? 0.5)
    default:
      return fadingMean(known, parseDuration(feature.halfLife ?? '1d'))
  }
}

function comparable(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value
}

/** Of equally frequent values the one that came first. */
function mostFrequent(values: readonly unknown[]): unknown {
  const counts = new Map<unknown, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  let [found, most]: [unknown, number] = [undefined, 0]
  for (const [value, count] of counts) if (count > most) [found, most] = [value, count]
  return found
}

function difference(rows: readonly WindowRow[], count: number): number | undefined {
  const [newest, oldest] = [rows.at(-1)?.value, rows.at(-count)?.value]
  if (newest === undefined || newest === null) return undefined
  return oldest === undefined || oldest === null ? undefined : Number(newest) - Number(oldest)
}

/** Welford's update. */
function deviation(values: readonly number[]): number {
  let mean = 0
  let squares = 0
  for (const [at, value] of values.entries()) {
    const next = mean + (value - mean) / (at + 1)
    squares += (value - next) * (value - mean)
    mean = next
  }
  return Math.sqrt(squares / (values.length - 1))
}

/** Between neighbours in a straight line. */
function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).toSorted()
  const place = (sorted.length - 1) * share
  const low = sorted[Math.floor(place)] ?? Number.NaN
  const high = sorted[Math.ceil(place)] ?? Number.NaN
  const rest = place - Math.floor(place)
  return rest === 0 ? low : low * (1 - rest) + high * rest
}

function fadingMean(known: Known, halfLifeMs: number): number {
  const newest = known.at(-1)?.time ?? 0
  const weights = known.map(({ time }) => fadingWeight((newest - time) / halfLifeMs))
  const weighted = known.map(({ value }, at) => value * (weights[at] ?? 0))
  return sum(weighted) / sum(weights)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
