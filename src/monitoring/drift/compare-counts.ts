import {
  chiSquareTwoSample,
  fisherExact,
  poolRareCounts,
  proportionsTest,
  totalVariation,
} from '../../learn/index.ts'
import type { Comparison } from './comparison.ts'

/**
 * Compares how often each category comes on both sides. Rare ones are put together, so that the
 * chi-square distribution holds and one row of a new category is not drift yet.
 */
export function compareCounts(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): Pick<Comparison, 'tested' | 'effect'> {
  const effect = {
    name: 'totalVariation',
    value: totalVariation(toShares(reference), toShares(current)),
  } as const
  const found = presentBins(reference, current)
  const [first, second] = found
  const pooled = poolRareCounts(reference, current)
  if (found.length === 2 && first !== undefined && second !== undefined) {
    if (pooled.reference.length < 2) {
      const { pValue } = fisherExact(
        [first.reference, second.reference],
        [first.current, second.current],
      )
      return { tested: { test: 'fisherExact', score: pValue, isChance: true }, effect }
    }
    const { pValue } = proportionsTest(
      { count: first.reference, of: first.reference + second.reference },
      { count: first.current, of: first.current + second.current },
    )
    return { tested: { test: 'proportions', score: pValue, isChance: true }, effect }
  }
  const { pValue } = chiSquareTwoSample(pooled.reference, pooled.current)
  return { tested: { test: 'chiSquare', score: pValue, isChance: true }, effect }
}

function presentBins(reference: ArrayLike<number>, current: ArrayLike<number>) {
  return Array.from(reference, (count, at) => ({
    reference: count,
    current: current[at] ?? 0,
  })).filter((bin) => bin.reference + bin.current > 0)
}

function toShares(counts: ArrayLike<number>): number[] {
  const list = Array.from(counts)
  const total = list.reduce((sum, count) => sum + count, 0)
  return list.map((count) => count / total)
}
