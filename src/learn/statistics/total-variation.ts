import { seededRandom } from '../../base/index.ts'
import type { TestResult } from './test-result.ts'

/** Half the sum of differences of shares: the share of rows that would have to be elsewhere. */
export function totalVariation(reference: ArrayLike<number>, current: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < reference.length; at += 1) {
    sum += Math.abs((reference[at] ?? 0) - (current[at] ?? 0))
  }
  return sum / 2
}

const draws = 2000

/**
 * Whether two samples have the same categories in the same shares, by their total variation: its chance
 * where nothing has changed, from 2,000 drawn pairs. Counts are drawn as normal numbers that sum up to
 * zero, which holds where some are expected of each category: see `poolRareCounts`.
 */
export function totalVariationTest(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  seed = 0,
): TestResult {
  const [n, m] = [sum(reference), sum(current)]
  const statistic = totalVariation(
    Array.from(reference, (count) => count / n),
    Array.from(current, (count) => count / m),
  )
  const shares = Array.from(reference, (count, at) => (count + (current[at] ?? 0)) / (n + m))
  const deviation = Math.sqrt(1 / n + 1 / m)
  const random = seededRandom(seed)
  let asFar = 0
  for (let draw = 0; draw < draws; draw += 1) {
    const parts = shares.map((share) => Math.sqrt(share) * random.normal())
    const shift = parts.reduce((total, part, at) => total + Math.sqrt(shares[at] ?? 0) * part, 0)
    const far = parts.reduce(
      (total, part, at) => total + Math.abs(part - (shares[at] ?? 0) * shift),
      0,
    )
    if ((far / 2) * deviation >= statistic) asFar += 1
  }
  return { statistic, pValue: (asFar + 1) / (draws + 1) }
}

function sum(counts: ArrayLike<number>): number {
  return Array.from(counts).reduce((total, count) => total + count, 0)
}
