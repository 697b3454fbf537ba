import { sortedSample } from './sample.ts'
import type { TestResult } from './test-result.ts'

/**
 * Whether two samples come from one distribution: the Anderson–Darling test with middle ranks, as SciPy's
 * `anderson_ksamp` of two. The p-value is read from a table and never below 0.001 or above 0.25. Missing
 * and infinite values are left out; two equal constants give 0.25. Throws `learn.emptySample`.
 */
export function andersonDarling(reference: Float64Array, current: Float64Array): TestResult {
  const first = sortedSample(reference, 'reference')
  const second = sortedSample(current, 'current sample')
  const [n, m] = [first.length, second.length]
  const deviation = Math.sqrt(varianceOf(n, m))
  const found = (squaredDistance(first, second) - 1) / deviation
  const statistic = Number.isFinite(found) ? found : Number.NEGATIVE_INFINITY
  return { statistic, pValue: readTable(statistic) }
}

function squaredDistance(first: Float64Array, second: Float64Array): number {
  const [n, m] = [first.length, second.length]
  const all = n + m
  let [i, j, ofFirst, ofSecond] = [0, 0, 0, 0]
  while (i < n || j < m) {
    const value = Math.min(first[i] ?? Infinity, second[j] ?? Infinity)
    const [fromFirst, fromSecond] = [i, j]
    while (i < n && first[i] === value) i += 1
    while (j < m && second[j] === value) j += 1
    const equal = i + j - fromFirst - fromSecond
    const below = fromFirst + fromSecond + equal / 2
    const weight = equal / all / (below * (all - below) - (all * equal) / 4)
    ofFirst += weight * (all * (fromFirst + (i - fromFirst) / 2) - below * n) ** 2
    ofSecond += weight * (all * (fromSecond + (j - fromSecond) / 2) - below * m) ** 2
  }
  return ((all - 1) / all) * (ofFirst / n + ofSecond / m)
}

/** Scholz and Stephens 1987, equation 4, for two samples. */
function varianceOf(n: number, m: number): number {
  const all = n + m
  const inverse = 1 / n + 1 / m
  let [h, g] = [0, 0]
  for (let i = all - 1; i > 1; i -= 1) {
    h += 1 / i
    g += h / (all - i + 1)
  }
  h += 1
  const a = 4 * g - 6 + (10 - 6 * g) * inverse
  const b = (2 * g - 4) * 4 + 16 * h + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6
  const c = (6 * h + 2 * g - 2) * 4 + (4 * h - 4 * g + 6) * 2 + (2 * h - 6) * inverse + 4 * h
  const d = (2 * h + 6) * 4 - 8 * h
  return (a * all ** 3 + b * all ** 2 + c * all + d) / ((all - 1) * (all - 2) * (all - 3))
}

/** Of their table 2: chances, and the statistics of two samples that have them. */
const table = [
  [0.25, 0.325],
  [0.1, 1.226],
  [0.05, 1.961],
  // oxlint-disable-next-line approx-constant -- it is no e
  [0.025, 2.718],
  [0.01, 3.752],
  [0.005, 4.592],
  [0.001, 6.546],
] as const

function readTable(statistic: number): number {
  if (statistic < 0.325) return 0.25
  if (statistic > 6.546) return 0.001
  const [square, slope, constant] = fitParabola(
    table.map(([chance, at]) => [at, Math.log(chance)] as const),
  )
  return Math.exp(constant + statistic * (slope + statistic * square))
}

/** By least squares, with orthogonal polynomials, so that no digits are lost. */
function fitParabola(points: readonly (readonly [x: number, y: number])[]) {
  const mean = average(points.map(([x]) => x))
  const spread = average(points.map(([x]) => (x - mean) ** 2))
  const skew = average(points.map(([x]) => (x - mean) ** 3)) / spread
  const curve = (x: number) => (x - mean) ** 2 - skew * (x - mean) - spread
  const linear = average(points.map(([x, y]) => (x - mean) * y)) / spread
  const square =
    average(points.map(([x, y]) => curve(x) * y)) / average(points.map(([x]) => curve(x) ** 2))
  const height = average(points.map(([, y]) => y))
  const slope = linear - square * (2 * mean + skew)
  const constant = height - linear * mean + square * (mean * mean + skew * mean - spread)
  return [square, slope, constant] as const
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
