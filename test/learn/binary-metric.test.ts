import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  accuracy,
  confusionMatrix,
  isBetter,
  logLoss,
  rocAuc,
  weightedF1,
} from '../../src/learn/index.ts'

const truth = Float64Array.of(1, 1, 1, 0, 0, 0, 0, 0)
const predicted = Float64Array.of(0.9, 0.5, 0.2, 0.5, 0.4, 0.1, 0.1, 0)

test('a confusion matrix counts what is said from 0.5 on', () => {
  assert.deepEqual(confusionMatrix(truth, predicted), {
    truePositive: 2,
    falsePositive: 1,
    trueNegative: 4,
    falseNegative: 1,
  })
  assert.equal(confusionMatrix(truth, predicted, 0.6).truePositive, 1)
})

test('each metric has its hand value', () => {
  assert.equal(accuracy().of(truth, predicted), 6 / 8)
  // F1 of 1: 2·2/(2·2+2), of 3 rows; of 0: 2·4/(2·4+2), of 5.
  assert.equal(weightedF1().of(truth, predicted), ((4 / 6) * 3 + (8 / 10) * 5) / 8)
  // Of 15 pairs 0.9 wins 5, 0.5 wins 4 and shares 1, 0.2 wins 3.
  assert.equal(rocAuc().of(truth, predicted), 12.5 / 15)
  const surprise =
    [0.9, 0.5, 0.2, 0.5, 0.6, 0.9, 0.9, 1].reduce((sum, p) => sum - Math.log(p), 0) / 8
  assert.ok(Math.abs(logLoss().of(truth, predicted) - surprise) < 1e-12)
})

test('being sure and wrong costs much, but not without end', () => {
  assert.equal(logLoss().of(Float64Array.of(1), Float64Array.of(0)), -Math.log(Number.EPSILON))
})

test('a rank needs both classes; without rows there is no metric', () => {
  assert.equal(rocAuc().of(Float64Array.of(1, 1), Float64Array.of(0.2, 0.4)), Number.NaN)
  const none = new Float64Array(0)
  for (const metric of [accuracy(), weightedF1(), logLoss(), rocAuc()]) {
    assert.equal(metric.of(none, none), Number.NaN, metric.name)
  }
})

test('a class that is neither said nor so counts nothing', () => {
  const zeros = Float64Array.of(0, 0)
  assert.equal(weightedF1().of(zeros, zeros), 1)
  assert.equal(weightedF1().of(Float64Array.of(1, 1), zeros), 0)
})

test('a truth that is no yes or no is refused', () => {
  for (const metric of [accuracy(), weightedF1(), logLoss(), rocAuc()]) {
    assert.throws(() => metric.of(Float64Array.of(0, 2), Float64Array.of(0, 1)), {
      code: 'learn.wrongNumber',
      message: 'The truth holds 2 in row 1; it must be 0 or 1.',
    })
  }
})

test('more is better but for the surprise', () => {
  assert.deepEqual(
    [accuracy(), weightedF1(), rocAuc(), logLoss()].map((metric) => isBetter(metric, 0.9, 0.8)),
    [true, true, true, false],
  )
})
