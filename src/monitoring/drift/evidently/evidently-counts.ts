import {
  chiSquareFit,
  fillEmptyShares,
  fisherExact,
  gTest,
  gTestFit,
  hellinger,
  jensenShannon,
  kullbackLeibler,
  normalCdf,
  populationStability,
  proportionsTest,
} from '../../../learn/index.ts'
import type { DriftTest } from '../drift-test.ts'

/** How often each category comes on both sides, in one order. */
export interface CountPair {
  readonly reference: readonly number[]
  readonly current: readonly number[]
}

/** The score that Evidently gives by counts of categories; undefined for tests that need numbers. */
export function scoreCounts(
  test: DriftTest,
  { reference, current }: CountPair,
): number | undefined {
  const [n, m] = [sum(reference), sum(current)]
  const shares = [reference.map((count) => count / n), current.map((count) => count / m)] as const
  const [r, c] = [Float64Array.from(shares[0]), Float64Array.from(shares[1])]
  switch (test) {
    case 'chiSquare':
      // The reference counts as known for sure; the default mode knows better.
      return chiSquareFit(
        current,
        reference.map((count) => count * (m / n)),
      ).pValue
    case 'proportions':
      return scoreProportions(reference, current)
    case 'gTest':
      // Evidently needs samples of one size; others are tested as two samples are.
      return (n === m ? gTestFit(current, reference) : gTest(reference, current)).pValue
    case 'fisherExact': {
      const [a = 0] = reference
      const [b = 0] = current
      return fisherExact([a, n - a], [b, m - b]).pValue
    }
    case 'jensenShannon':
      return jensenShannon(r, c)
    case 'populationStability':
      return populationStability(fillEmptyShares(r), fillEmptyShares(c))
    case 'kullbackLeibler':
      return kullbackLeibler(fillEmptyShares(r), fillEmptyShares(c))
    case 'hellinger':
      return hellinger(r, c)
    default:
      return undefined
  }
}

function scoreProportions(reference: readonly number[], current: readonly number[]): number {
  const [n, m] = [sum(reference), sum(current)]
  const [a = 0] = reference
  const [b = 0] = current
  const { statistic } = proportionsTest({ count: n - a, of: n }, { count: m - b, of: m })
  // As Evidently has it: digits of tiny chances are lost.
  return statistic === 0 ? 1 : 2 * (1 - normalCdf(Math.abs(statistic)))
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
