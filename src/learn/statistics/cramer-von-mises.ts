import { logGamma } from './log-gamma.ts'
import { pooledRanks } from './pooled-ranks.ts'
import { sortedSample } from './sample.ts'
import type { TestResult } from './test-result.ts'

/** SciPy's `auto`: exact while no sample is larger. */
const largestExact = 20

/**
 * Whether two samples come from one distribution: the two-sample Cramér–von Mises test, as SciPy's
 * `cramervonmises_2samp`. Missing and infinite values are left out. Throws `learn.emptySample`.
 */
export function cramerVonMises(reference: Float64Array, current: Float64Array): TestResult {
  const first = sortedSample(reference, 'reference')
  const second = sortedSample(current, 'current sample')
  const [n, m] = [first.length, second.length]
  const [product, all] = [n * m, n + m]
  const ranks = pooledRanks(first, second)
  const u = n * squaresFromOrder(ranks.first) + m * squaresFromOrder(ranks.second)
  const statistic = u / (product * all) - (4 * product - 1) / (6 * all)
  if (Math.max(n, m) <= largestExact) return { statistic, pValue: exactTail(u, n, m) }
  const expected = (1 + 1 / all) / 6
  const variance =
    ((all + 1) * (4 * product * all - 3 * (n * n + m * m) - 2 * product)) /
    (45 * all * all * 4 * product)
  const normed = 1 / 6 + (statistic - expected) / Math.sqrt(45 * variance)
  return { statistic, pValue: normed < 0.003 ? 1 : Math.max(0, 1 - limitCdf(normed)) }
}

function squaresFromOrder(ranks: Float64Array): number {
  return ranks.reduce((sum, rank, at) => sum + (rank - at - 1) ** 2, 0)
}

/** The limit of the one-sample statistic's distribution (Csörgő and Faraway 1996), summed as SciPy does. */
function limitCdf(x: number): number {
  let total = 0
  for (let k = 0; ; k += 1) {
    const ratio = Math.exp(logGamma(k + 0.5) - logGamma(k + 1)) / (Math.PI ** 1.5 * Math.sqrt(x))
    const y = 4 * k + 1
    const q = (y * y) / (16 * x)
    const term = ratio * Math.sqrt(y) * Math.exp(-q) * besselQuarter(q)
    total += term
    if (!(Math.abs(term) >= 1e-7)) return total
  }
}

const step = 1 / 16

/**
 * The modified Bessel function K of order ¼: ∫ exp(−q cosh t) cosh(t/4) dt over t ≥ 0. The trapezoid rule is
 * exact to the last digits, as the integrand falls doubly exponentially.
 */
function besselQuarter(q: number): number {
  let sum = Math.exp(-q) / 2
  for (let t = step; ; t += step) {
    const term = Math.exp(-q * Math.cosh(t)) * Math.cosh(t / 4)
    sum += term
    if (term <= sum * 1e-18) return sum * step
  }
}

/** Counts every order of both samples by its statistic (Xiao, Gordon and Yakovlev 2006). */
function exactTail(u: number, first: number, second: number): number {
  const multiple = leastMultiple(first, second)
  const [a, b] = [multiple / first, multiple / second]
  const product = first * second
  const found = Math.floor(
    (multiple ** 2 * (first + second) * (6 * u - product * (4 * product - 1))) /
      (6 * product * product),
  )
  let rows: Map<number, number>[] = [new Map([[0, 1]])]
  for (let v = 0; v < first; v += 1) rows.push(new Map())
  for (let down = 0; down <= second; down += 1) {
    let before = new Map<number, number>()
    rows = rows.map((row, across) => {
      const apart = (a * across - b * down) ** 2
      before = addCounts(before, row, apart)
      return before
    })
  }
  const counts = [...(rows[first] ?? [])]
  const all = counts.reduce((sum, [, count]) => sum + count, 0)
  const far = counts.reduce((sum, [value, count]) => sum + (value >= found ? count : 0), 0)
  return far / all
}

function addCounts(first: Map<number, number>, second: Map<number, number>, apart: number) {
  const sums = new Map<number, number>()
  for (const counts of [first, second]) {
    for (const [value, count] of counts) {
      sums.set(value + apart, (sums.get(value + apart) ?? 0) + count)
    }
  }
  return sums
}

function leastMultiple(a: number, b: number): number {
  let [high, low] = [a, b]
  while (low > 0) [high, low] = [low, high % low]
  return (a * b) / high
}
