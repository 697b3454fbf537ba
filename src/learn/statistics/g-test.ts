import { chiSquareTail } from './gamma-tail.ts'
import type { ChiSquareResult } from './chi-square.ts'

/**
 * Whether two samples have the same categories in the same shares: the G-test (likelihood ratio) of a
 * 2 × k table of counts. Sizes may differ; categories that neither has are left out.
 */
export function gTest(reference: ArrayLike<number>, current: ArrayLike<number>): ChiSquareResult {
  const [n, m] = [sum(reference), sum(current)]
  let [statistic, kinds] = [0, 0]
  for (let at = 0; at < reference.length; at += 1) {
    const [first, second] = [reference[at] ?? 0, current[at] ?? 0]
    const share = (first + second) / (n + m)
    if (share === 0) continue
    kinds += 1
    statistic += 2 * (weigh(first, share * n) + weigh(second, share * m))
  }
  return withTail(statistic, kinds - 1)
}

/**
 * Whether counts fit expected ones: 2 Σ o ln(o / e), as SciPy's `power_divergence` with `log-likelihood`.
 * Both must sum up to the same.
 */
export function gTestFit(
  observed: ArrayLike<number>,
  expected: ArrayLike<number>,
): ChiSquareResult {
  let statistic = 0
  for (let at = 0; at < observed.length; at += 1) {
    statistic += 2 * weigh(observed[at] ?? 0, expected[at] ?? 0)
  }
  return withTail(statistic, observed.length - 1)
}

function weigh(observed: number, expected: number): number {
  return observed === 0 ? 0 : observed * Math.log(observed / expected)
}

function withTail(statistic: number, degreesOfFreedom: number): ChiSquareResult {
  const pValue = degreesOfFreedom === 0 ? 1 : chiSquareTail(statistic, degreesOfFreedom)
  return { statistic, degreesOfFreedom, pValue }
}

function sum(counts: ArrayLike<number>): number {
  return Array.from(counts).reduce((total, count) => total + count, 0)
}
