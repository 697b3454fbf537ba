/** The history of a metric by its steps, as numbers side by side. */
export interface Curve {
  /** All that were logged, also where not all are told. */
  readonly pointCount: number
  readonly steps: Float64Array
  readonly timesMs: Float64Array
  readonly values: Float64Array
}

type Points = Omit<Curve, 'pointCount'>

/**
 * A curve that is drawn as the whole would be: cut into stretches of as many points each, of which the first lowest
 * and the first highest are told, and the very first and last.
 */
export function sampleCurve(points: Points, stretchCount: number): Curve {
  const pointCount = points.steps.length
  const sorted = isSorted(points.steps) ? points : sortPoints(points)
  if (pointCount <= 2 * stretchCount) return { pointCount, ...sorted }
  const kept = new Uint32Array(2 * stretchCount + 2)
  let count = 0
  const keep = (at: number) => {
    if (count === 0 || kept[count - 1] !== at) kept[count++] = at
  }
  keep(0)
  for (let stretch = 0; stretch < stretchCount; stretch += 1) {
    const from = Math.floor((stretch * pointCount) / stretchCount)
    const until = Math.floor(((stretch + 1) * pointCount) / stretchCount)
    const [low, high] = extremesOf(sorted.values, from, until)
    keep(Math.max(Math.min(low, high), kept[count - 1] ?? 0))
    keep(Math.max(low, high))
  }
  keep(pointCount - 1)
  return { pointCount, ...pick(sorted, kept.subarray(0, count)) }
}

/** Where the lowest and the highest value stand; what is not a number is neither, unless all are so. */
function extremesOf(values: Float64Array, from: number, until: number): readonly [number, number] {
  let low = from
  let high = from
  for (let at = from; at < until; at += 1) {
    const value = values[at] ?? Number.NaN
    if (value < (values[low] ?? 0) || Number.isNaN(values[low])) low = at
    if (value > (values[high] ?? 0) || Number.isNaN(values[high])) high = at
  }
  return [low, high]
}

function isSorted(steps: Float64Array): boolean {
  for (let at = 1; at < steps.length; at += 1) {
    if ((steps[at] ?? 0) < (steps[at - 1] ?? 0)) return false
  }
  return true
}

function sortPoints(points: Points): Points {
  const { steps, timesMs } = points
  const order = Uint32Array.from(steps, (_, at) => at).toSorted(
    (a, b) => (steps[a] ?? 0) - (steps[b] ?? 0) || (timesMs[a] ?? 0) - (timesMs[b] ?? 0),
  )
  return pick(points, order)
}

function pick({ steps, timesMs, values }: Points, places: Uint32Array): Points {
  const take = (from: Float64Array) => Float64Array.from(places, (at) => from[at] ?? Number.NaN)
  return { steps: take(steps), timesMs: take(timesMs), values: take(values) }
}
