import { learnErrors } from '../errors.ts'
import { chiSquareTail } from './gamma-tail.ts'

export interface ChiSquareResult {
  readonly statistic: number
  readonly degreesOfFreedom: number
  readonly pValue: number
}

/**
 * Whether two samples have the same categories in the same shares: the chi-square test of a 2 × k table
 * of counts, without Yates's correction. Both samples count as drawn, so a reference of few rows gives
 * no false alarm. Categories that neither has are left out; one category in all gives a p-value of 1.
 * Throws `learn.emptySample`, `learn.unequalLengths`.
 */
export function chiSquareTwoSample(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): ChiSquareResult {
  const length = sameLength(reference, current)
  const [ofReference, ofCurrent] = [total(reference, 'reference'), total(current, 'current sample')]
  let statistic = 0
  let categoryCount = 0
  for (let at = 0; at < length; at += 1) {
    const [first, second] = [reference[at] ?? 0, current[at] ?? 0]
    const both = first + second
    if (both === 0) continue
    categoryCount += 1
    const expected = (both * ofReference) / (ofReference + ofCurrent)
    const apart = (first - expected) ** 2
    statistic += apart / expected + apart / (both - expected)
  }
  return toResult(statistic, categoryCount - 1)
}

/**
 * Whether counts fit expected ones: Σ (o − e)² / e, as SciPy's `chisquare`. A category that was not
 * expected at all makes the statistic infinite and the p-value 0. Throws as `chiSquareTwoSample`.
 */
export function chiSquareFit(
  observed: ArrayLike<number>,
  expected: ArrayLike<number>,
): ChiSquareResult {
  const length = sameLength(expected, observed)
  total(expected, 'expected sample')
  let statistic = 0
  let categoryCount = 0
  for (let at = 0; at < length; at += 1) {
    const [o, e] = [observed[at] ?? 0, expected[at] ?? 0]
    if (o === 0 && e === 0) continue
    categoryCount += 1
    statistic += (o - e) ** 2 / e
  }
  return toResult(statistic, categoryCount - 1)
}

function toResult(statistic: number, degreesOfFreedom: number): ChiSquareResult {
  const pValue = degreesOfFreedom === 0 ? 1 : chiSquareTail(statistic, degreesOfFreedom)
  return { statistic, degreesOfFreedom, pValue }
}

function sameLength(first: ArrayLike<number>, second: ArrayLike<number>): number {
  if (first.length === second.length) return first.length
  throw learnErrors.unequalLengths({
    what: 'The second list of counts',
    length: second.length,
    rowCount: first.length,
  })
}

function total(counts: ArrayLike<number>, which: string): number {
  const sum = Array.from(counts).reduce((before, count) => before + count, 0)
  if (!(sum > 0)) throw learnErrors.emptySample({ which })
  return sum
}
