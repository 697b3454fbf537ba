import { countBelow } from '../../base/index.ts'

/** The values of one metric over its steps or times, unsorted, as they came in. */
export interface MetricSeries {
  readonly xs: Float64Array
  /** NaN where what was logged is not a number. */
  readonly values: Float64Array
}

/** A curve as it can be drawn: for each place the mean, and how low and how high it went around there. */
export interface CurveEnvelope {
  readonly pointCount: number
  /** Whether there were more points than places. */
  readonly isSampled: boolean
  readonly xs: readonly number[]
  /** NaN where nothing that was logged is a number. */
  readonly means: readonly number[]
  readonly lows: readonly number[]
  readonly highs: readonly number[]
  /** The very last point. */
  readonly last: CurvePoint | undefined
}

export interface CurvePoint {
  readonly x: number
  readonly value: number
}

export interface CurveRange {
  readonly from?: number
  readonly until?: number
}

/**
 * At most `places` places over a range, each of equal width: no extreme is lost, and what is few enough is
 * told as it is.
 */
export function curveEnvelope(
  series: MetricSeries,
  places: number,
  { from = -Infinity, until = Infinity }: CurveRange = {},
): CurveEnvelope {
  const { xs, values } = within(sorted(series), from, until)
  const pointCount = xs.length
  const end = pointCount - 1
  const last = pointCount === 0 ? undefined : { x: xs[end] ?? 0, value: values[end] ?? Number.NaN }
  if (pointCount <= places) {
    const exact = [...values]
    return {
      pointCount,
      isSampled: false,
      xs: [...xs],
      means: exact,
      lows: exact,
      highs: exact,
      last,
    }
  }
  return { pointCount, isSampled: true, ...summarizePlaces({ xs, values }, places), last }
}

function sorted(series: MetricSeries): MetricSeries {
  const { xs, values } = series
  const isSorted = xs.every((x, at) => at === 0 || x >= (xs[at - 1] ?? 0))
  if (isSorted) return series
  const order = Uint32Array.from(xs.keys()).toSorted((a, b) => (xs[a] ?? 0) - (xs[b] ?? 0) || a - b)
  const pick = (numbers: Float64Array) => Float64Array.from(order, (at) => numbers[at] ?? 0)
  return { xs: pick(xs), values: pick(values) }
}

function within({ xs, values }: MetricSeries, from: number, until: number): MetricSeries {
  const start = countBelow(xs, from)
  let end = countBelow(xs, until)
  while (end < xs.length && xs[end] === until) end += 1
  return { xs: xs.subarray(start, end), values: values.subarray(start, end) }
}

function summarizePlaces({ xs, values }: MetricSeries, places: number) {
  const first = xs[0] ?? 0
  const span = (xs.at(-1) ?? 0) - first || 1
  const made = {
    xs: [] as number[],
    means: [] as number[],
    lows: [] as number[],
    highs: [] as number[],
  }
  let at = 0
  while (at < xs.length) {
    const place = placeOf(xs[at] ?? 0)
    const start = at
    while (at < xs.length && placeOf(xs[at] ?? 0) === place) at += 1
    const { mean, low, high } = summarize(values.subarray(start, at))
    made.xs.push(((xs[start] ?? 0) + (xs[at - 1] ?? 0)) / 2)
    made.means.push(mean)
    made.lows.push(low)
    made.highs.push(high)
  }
  return made

  function placeOf(x: number): number {
    return Math.min(places - 1, Math.floor(((x - first) / span) * places))
  }
}

function summarize(values: Float64Array) {
  let [count, sum, low, high] = [0, 0, Infinity, -Infinity]
  for (const value of values) {
    if (Number.isNaN(value)) continue
    count += 1
    sum += value
    if (value < low) low = value
    if (value > high) high = value
  }
  if (count === 0) return { mean: Number.NaN, low: Number.NaN, high: Number.NaN }
  return { mean: sum / count, low, high }
}
