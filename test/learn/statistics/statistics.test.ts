import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  binNumbers,
  chiSquareFit,
  chiSquareTwoSample,
  fillEmptyShares,
  jensenShannon,
  kolmogorovSmirnov,
  meanShift,
  wasserstein,
} from '../../../src/learn/index.ts'
import { assertAgrees } from './assert-agrees.ts'
import { statisticsCases } from './statistics-cases.ts'

const golden = JSON.parse(
  readFileSync(new URL('../../golden/statistics.json', import.meta.url), 'utf8'),
) as { readonly answers: Readonly<Record<string, Readonly<Record<string, number | number[]>>>> }

test('statistics are what SciPy answered when the golden file was made', () => {
  const cases = statisticsCases()
  assert.deepEqual(
    cases.map((asked) => asked.name),
    Object.keys(golden.answers),
  )
  for (const asked of cases) assertAgrees(asked, golden.answers[asked.name])
})

test('missing and infinite values are left out before samples are compared', () => {
  const reference = Float64Array.of(1, 2, 3, 4, 5)
  const current = Float64Array.of(2, 3, 4, 5, 6)
  const holed = Float64Array.of(2, Number.NaN, 3, 4, Number.POSITIVE_INFINITY, 5, 6)
  assert.deepEqual(kolmogorovSmirnov(reference, holed), kolmogorovSmirnov(reference, current))
  assert.equal(wasserstein(reference, holed), 1)
  assert.equal(meanShift(reference, holed), meanShift(reference, current))
})

test('a sample without values is refused by name', () => {
  const some = Float64Array.of(1)
  const none = Float64Array.of(Number.NaN)
  for (const compare of [kolmogorovSmirnov, wasserstein, meanShift, binNumbers]) {
    assert.throws(() => compare(none, some), {
      code: 'learn.emptySample',
      message: 'The reference has no values to compare.',
    })
    assert.throws(() => compare(some, none), {
      code: 'learn.emptySample',
      message: 'The current sample has no values to compare.',
    })
  }
  assert.throws(() => chiSquareTwoSample([0, 0], [1, 2]), { code: 'learn.emptySample' })
})

test('equal samples are as alike as can be', () => {
  const sample = Float64Array.from({ length: 500 }, (_, at) => Math.sin(at))
  assert.deepEqual(kolmogorovSmirnov(sample, sample), { statistic: 0, pValue: 1, method: 'exact' })
  assert.equal(wasserstein(sample, sample), 0)
  assert.deepEqual(chiSquareTwoSample([3, 4], [3, 4]), {
    statistic: 0,
    degreesOfFreedom: 1,
    pValue: 1,
  })
})

test('samples that share nothing are at the ends of the scales', () => {
  const [low, high] = [Float64Array.of(0, 1), Float64Array.of(10, 11)]
  assert.equal(kolmogorovSmirnov(low, high).statistic, 1)
  const shares = binNumbers(low, high)
  assert.ok(Math.abs(jensenShannon(shares.reference, shares.current) - Math.sqrt(Math.LN2)) < 1e-15)
  assert.equal(meanShift(Float64Array.of(1, 1), Float64Array.of(2)), Number.POSITIVE_INFINITY)
})

test('a category that nobody expected makes a fit impossible, but not two samples', () => {
  assert.deepEqual(chiSquareFit([9, 1], [10, 0]), {
    statistic: Number.POSITIVE_INFINITY,
    degreesOfFreedom: 1,
    pValue: 0,
  })
  assert.ok(chiSquareTwoSample([10, 0], [9, 1]).pValue > 0.3)
})

test('categories that neither sample has do not count, and one alone can not differ', () => {
  assert.deepEqual(chiSquareTwoSample([5, 0, 9], [6, 0, 2]), chiSquareTwoSample([5, 9], [6, 2]))
  assert.equal(chiSquareTwoSample([5], [7]).pValue, 1)
})

test('empty bins are filled by the rule, each sample by itself', () => {
  assert.deepEqual(fillEmptyShares(Float64Array.of(0, 0.4, 0.6)), Float64Array.of(1e-4, 0.4, 0.6))
  const small = fillEmptyShares(Float64Array.of(0, 1e-5, 0.99999))
  assert.deepEqual(small, Float64Array.of(1e-5 / 1e6, 1e-5, 0.99999))
})

test('bins of whole numbers are not narrower than 1', () => {
  const many = Float64Array.from({ length: 500_000 }, (_, at) => at % 21)
  assert.equal(binNumbers(many, many).reference.length, 21)
  assert.equal(binNumbers(many, many, { whole: true }).reference.length, 20)
})
