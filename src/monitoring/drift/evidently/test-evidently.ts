import type { ColumnValues } from '../column-values.ts'
import type { DriftTest } from '../drift-test.ts'
import { driftErrors } from '../errors.ts'
import { isRaw } from '../numbers.ts'
import { countValues } from '../value-counts.ts'
import { scoreCounts, type CountPair } from './evidently-counts.ts'
import { scoreNumbers } from './evidently-numbers.ts'
import { evidentlyRules } from './evidently-rules.ts'
import { permuteTotalVariation } from './permute-total-variation.ts'

export interface EvidentlyScore {
  readonly test: DriftTest
  readonly score: number
}

/** Up to so many rows of the reference, tests ask whether a change is sure; above, how large it is. */
const fewRows = 1000

/**
 * The test that Evidently 0.7 chooses, or the one asked for, and its score. Throws
 * `monitoring.needsRows`, `monitoring.testDoesNotFit`.
 */
export function testEvidently(
  column: string,
  reference: ColumnValues,
  current: ColumnValues,
  asked: DriftTest | undefined,
): EvidentlyScore {
  const counts = lazily(() => countValues(reference, current))
  const test = asked ?? chooseTest(reference, counts)
  const score = evidentlyRules[test].kinds.includes(reference.kind)
    ? scoreColumn(test, column, reference, current, counts)
    : undefined
  if (score !== undefined) return { test, score }
  throw driftErrors.testDoesNotFit({ column, test, kind: reference.kind })
}

function chooseTest({ kind, count }: ColumnValues, counts: () => CountPair): DriftTest {
  const valueCount = counts().reference.length
  const isCounted = kind === 'category' || valueCount <= 5
  if (count > fewRows) return isCounted ? 'jensenShannon' : 'wasserstein'
  if (!isCounted) return 'kolmogorovSmirnov'
  return valueCount > 2 ? 'chiSquare' : 'proportions'
}

function scoreColumn(
  test: DriftTest,
  column: string,
  reference: ColumnValues,
  current: ColumnValues,
  counts: () => CountPair,
): number | undefined {
  if (test === 'totalVariation') {
    return permuteTotalVariation(rowsOf(column, reference), rowsOf(column, current))
  }
  if (reference.kind !== 'number' || current.kind !== 'number') return scoreCounts(test, counts())
  const [before, after] = [reference.numbers, current.numbers]
  if (!isRaw(before) || !isRaw(after)) {
    throw driftErrors.needsRows({ what: `Column "${column}" in the mode "evidently"` })
  }
  const isWhole = [reference, current].every((side) => side.count === side.rowCount)
  const whole =
    isWhole && before.values.every(Number.isInteger) && after.values.every(Number.isInteger)
  const pair = { reference: before.values, current: after.values, whole }
  return scoreNumbers(test, pair) ?? scoreCounts(test, counts())
}

/** Row by row, without the missing ones. */
function rowsOf(column: string, side: ColumnValues): readonly (string | number)[] {
  if (side.kind === 'number' && isRaw(side.numbers)) return [...side.numbers.values]
  if (side.kind === 'category' && side.texts !== undefined) {
    return side.texts.filter((text): text is string => text !== undefined && text !== '')
  }
  throw driftErrors.needsRows({ what: `The test "totalVariation" of column "${column}"` })
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
