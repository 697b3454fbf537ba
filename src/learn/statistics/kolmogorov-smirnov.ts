import { exactKsTail } from './exact-ks-tail.ts'
import { kolmogorovTail } from './kolmogorov-tail.ts'
import { kolmogorovDistance } from './kolmogorov-distance.ts'
import { finiteSample } from './sample.ts'

export interface KsResult {
  /** The largest distance between the two cumulative shares. */
  readonly statistic: number
  readonly pValue: number
  readonly method: 'exact' | 'asymptotic'
}

/** SciPy's `auto`: exact while no sample is larger. */
const largestExact = 10_000

export interface KsOptions {
  /** The p-value is exact where the product of the sizes is no larger: 10⁶ takes some milliseconds. */
  readonly exactUpTo?: number
}

/**
 * Whether two samples come from one distribution: the two-sided two-sample Kolmogorov–Smirnov test, as
 * SciPy's `ks_2samp`. Missing and infinite values are left out. The exact p-value takes time in
 * proportion to the product of the sample sizes (10,000 each: about half a second). Throws
 * `learn.emptySample`.
 */
export function kolmogorovSmirnov(
  reference: Float64Array,
  current: Float64Array,
  { exactUpTo = largestExact ** 2 }: KsOptions = {},
): KsResult {
  const first = finiteSample(reference, 'reference')
  const second = finiteSample(current, 'current sample')
  const statistic = kolmogorovDistance(first, second)
  const [n, m] = [first.length, second.length]
  if (Math.max(n, m) <= largestExact && n * m <= exactUpTo) return exactResult(statistic, n, m)
  const together = roundHalfToEven((m * n) / (m + n))
  return { statistic, pValue: kolmogorovTail(statistic, together), method: 'asymptotic' }
}

function exactResult(distance: number, n: number, m: number): KsResult {
  const divisor = greatestCommonDivisor(n, m)
  const multiple = (n / divisor) * m
  // The statistic is a whole multiple of 1 / lcm; rounding takes the error of the division away.
  const steps = Math.round(distance * multiple)
  return {
    statistic: steps / multiple,
    pValue: exactKsTail(Math.max(n, m), Math.min(n, m), divisor, steps),
    method: 'exact',
  }
}

/** As NumPy rounds: at 10,001 values each, the other way makes the p-value 3 % smaller. */
function roundHalfToEven(value: number): number {
  const below = Math.floor(value)
  return value - below === 0.5 && below % 2 === 0 ? below : Math.round(value)
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
