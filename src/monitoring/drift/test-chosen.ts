import {
  chiSquareTwoSample,
  fisherExact,
  gTest,
  mannWhitney,
  maximumMeanDiscrepancy,
  poolRareCounts,
  proportionsTest,
  totalVariationTest,
} from '../../learn/index.ts'
import type { ColumnValues } from './column-values.ts'
import type { Tested } from './comparison.ts'
import type { DriftTest } from './drift-test.ts'
import { driftErrors } from './errors.ts'
import { scoreCounts, type CountPair } from './evidently/evidently-counts.ts'
import { scoreNumbers } from './evidently/evidently-numbers.ts'
import { evidentlyRules, givesChance } from './evidently/evidently-rules.ts'
import { isRaw } from './numbers.ts'
import { countValues } from './value-counts.ts'

/**
 * Tests a column as it was asked for, statistically right: both sides count as drawn, tests look to both
 * sides, and rare categories are put together. Throws `monitoring.testDoesNotFit`, `monitoring.needsRows`.
 */
export function testChosen(
  column: string,
  test: DriftTest,
  reference: ColumnValues,
  current: ColumnValues,
): Tested {
  const isNumber = reference.kind === 'number' && current.kind === 'number'
  const { kinds } = evidentlyRules[test]
  if (!kinds.includes(reference.kind)) throw doesNotFit(column, test, reference.kind)
  const isCounted = kinds.includes('category') && !givesDistance(test)
  if (isCounted || !isNumber) {
    const score = testCounts(column, test, countValues(reference, current), reference.kind)
    return { test, score, isChance: givesChance(test) }
  }
  const [before, after] = [reference.numbers, current.numbers]
  if (!isRaw(before) || !isRaw(after)) {
    throw driftErrors.needsRows({ what: `The test "${test}" of column "${column}"` })
  }
  return {
    test,
    score: testNumbers(test, before.values, after.values),
    isChance: givesChance(test),
  }
}

function testNumbers(test: DriftTest, reference: Float64Array, current: Float64Array): number {
  if (test === 'mannWhitney') return mannWhitney(reference, current).pValue
  if (test === 'maximumMeanDiscrepancy') return maximumMeanDiscrepancy(reference, current).pValue
  // Epps and Singleton have no answer where half of all values are equal.
  return scoreNumbers(test, { reference, current, whole: false }) ?? 1
}

function testCounts(column: string, test: DriftTest, counts: CountPair, kind: string): number {
  const pooled = poolRareCounts(counts.reference, counts.current)
  const yesNo = toYesNo(counts)
  switch (test) {
    case 'chiSquare':
      return chiSquareTwoSample(pooled.reference, pooled.current).pValue
    case 'gTest':
      return gTest(pooled.reference, pooled.current).pValue
    case 'totalVariation':
      return totalVariationTest(pooled.reference, pooled.current).pValue
    case 'fisherExact':
      if (yesNo === undefined) throw doesNotFit(column, test, `${kind} with more than two values`)
      return fisherExact(yesNo.reference, yesNo.current).pValue
    case 'proportions':
      if (yesNo === undefined) throw doesNotFit(column, test, `${kind} with more than two values`)
      return proportionsTest(toShare(yesNo.reference), toShare(yesNo.current)).pValue
    default:
      return scoreCounts(test, counts) ?? Number.NaN
  }
}

function toYesNo({ reference, current }: CountPair) {
  if (reference.length > 2) return undefined
  const [a = 0, b = 0] = reference
  const [c = 0, d = 0] = current
  return { reference: [a, b], current: [c, d] } as const
}

function toShare([count, others]: readonly [number, number]) {
  return { count, of: count + others }
}

function givesDistance(test: DriftTest): boolean {
  return !givesChance(test)
}

function doesNotFit(column: string, test: DriftTest, kind: string) {
  return driftErrors.testDoesNotFit({ column, test, kind })
}
