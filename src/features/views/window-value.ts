import { parseDuration } from '../../base/index.ts'
import { fadingWeight } from './fading-weight.ts'
import type { WindowFeature } from './feature.ts'
import {
  countKnown,
  knownAggregate,
  knownEnds,
  knownNumbers,
  knownValues,
  type KnownValues,
  type RowsOfKey,
} from './rows-of-key.ts'

/** The rows from `from` and before `to`, and the moment for which they are asked. */
interface Window {
  readonly from: number
  readonly to: number
  readonly at: number
}

/**
 * The value of a window over rows of a key; undefined where the engine's SQL gives null. Step by step
 * as the engine does it: the last bit is to be the same. Of many rows counts, ends, least and most, and sums and
 * means of whole numbers are known beforehand; other sums go through all values, in the order of time.
 */
export function windowValue(
  feature: WindowFeature,
  own: RowsOfKey,
  { from, to, at }: Window,
): unknown {
  const { column } = feature
  switch (feature.function) {
    case 'count':
      return countKnown(own, column, from, to)
    case 'distinct':
      return new Set(knownValues(own, column, from, to).values.map(comparable)).size
    case 'first':
      return knownEnds(own, column, from, to).first
    case 'last':
      return knownEnds(own, column, from, to).last
    case 'sum':
    case 'min':
    case 'max':
      return knownAggregate(own, column, feature.function, { from, to })
    case 'mean':
      return mean(own, column, from, to)
    case 'mostFrequent':
      return mostFrequent(knownValues(own, column, from, to).values)
    case 'age':
      return from < to ? (at - (own.times[to - 1] ?? NaN)) / 1000 : undefined
    case 'difference':
      return difference(feature, own, { from, to })
    default: {
      const known = knownNumbers(own, column, from, to)
      return known.values.length === 0 ? undefined : numberOf(feature, known)
    }
  }
}

function numberOf(feature: WindowFeature, known: KnownValues<number>): number | undefined {
  const { values } = known
  switch (feature.function) {
    case 'deviation':
      return values.length < 2 ? undefined : deviation(values)
    case 'quantile':
      return quantile(values, feature.share ?? 0.5)
    default:
      return fadingMean(known, parseDuration(feature.halfLife ?? '1d'))
  }
}

function mean(own: RowsOfKey, column: string, from: number, to: number): number | undefined {
  const total = knownAggregate(own, column, 'sum', { from, to })
  return total === undefined ? undefined : total / countKnown(own, column, from, to)
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

function difference(
  { column, rows: count = 2 }: WindowFeature,
  { rows }: RowsOfKey,
  { from, to }: Pick<Window, 'from' | 'to'>,
): number | undefined {
  const [newest, oldest] = [to - 1, to - count].map((place) =>
    place < from ? undefined : rows[place]?.[column],
  )
  if (newest === undefined || newest === null) return undefined
  return oldest === undefined || oldest === null ? undefined : Number(newest) - Number(oldest)
}

/** Welford's update. */
function deviation(values: ArrayLike<number>): number {
  let mean = 0
  let squares = 0
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? NaN
    const next = mean + (value - mean) / (at + 1)
    squares += (value - next) * (value - mean)
    mean = next
  }
  return Math.sqrt(squares / (values.length - 1))
}

/** Between neighbours in a straight line. */
function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).toSorted()
  const place = (sorted.length - 1) * share
  const low = sorted[Math.floor(place)] ?? Number.NaN
  const high = sorted[Math.ceil(place)] ?? Number.NaN
  const rest = place - Math.floor(place)
  return rest === 0 ? low : low * (1 - rest) + high * rest
}

function fadingMean({ times, values }: KnownValues<number>, halfLifeMs: number): number {
  const newest = times[times.length - 1] ?? 0
  let [weighted, weights] = [0, 0]
  for (let at = 0; at < values.length; at += 1) {
    const weight = fadingWeight((newest - (times[at] ?? NaN)) / halfLifeMs)
    weighted += (values[at] ?? NaN) * weight
    weights += weight
  }
  return weighted / weights
}
