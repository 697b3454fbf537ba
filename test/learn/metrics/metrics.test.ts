import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  adjustedRand,
  averagePrecision,
  balancedAccuracy,
  brier,
  calibrationBins,
  classAccuracy,
  d2Absolute,
  explainedVariance,
  fBeta,
  ksStatistic,
  macroF1,
  matthews,
  mape,
  pearson,
  pinball,
  poissonDeviance,
  precision,
  precisionRecallCurve,
  recall,
  rmsle,
  rocCurve,
  tweedieDeviance,
  youden,
} from '../../../src/learn/index.ts'

// What scikit-learn says of whole samples stands in test/interop/learn/metrics.test.ts.

const none = new Float64Array(0)

test('without rows there is no metric', () => {
  const metrics = [
    mape(),
    explainedVariance(),
    rmsle(),
    pinball(),
    poissonDeviance(),
    d2Absolute(),
    pearson(),
    precision(),
    balancedAccuracy(),
    matthews(),
    brier(),
    averagePrecision(),
    classAccuracy(),
    macroF1(),
  ]
  for (const { name, of } of metrics) assert.equal(of(none, none), Number.NaN, name)
})

test('of one class only, what needs both is not told, and the rest is', () => {
  const truth = Float64Array.of(1, 1)
  const said = Float64Array.of(0.9, 0.2)
  assert.deepEqual(rocCurve(truth, said), [])
  assert.equal(youden().of(truth, said), Number.NaN)
  assert.equal(balancedAccuracy().of(truth, said), 0.5)
  assert.equal(matthews().of(truth, said), 0)
  assert.equal(recall().of(truth, said), 0.5)
  assert.deepEqual(precisionRecallCurve(Float64Array.of(0, 0), said), [])
})

test('a class that nobody is said to be has precision 0', () => {
  assert.equal(precision().of(Float64Array.of(1, 0), Float64Array.of(0.1, 0.2)), 0)
})

test('a logarithm of what is below zero is not told', () => {
  assert.equal(rmsle().of(Float64Array.of(1, 2), Float64Array.of(1, -2)), Number.NaN)
})

test('a truth that never varies is explained where every prediction is right', () => {
  const truth = Float64Array.of(3, 3)
  assert.equal(d2Absolute().of(truth, truth), 1)
  assert.equal(d2Absolute().of(truth, Float64Array.of(3, 4)), 0)
})

test('curves step through every threshold from the highest', () => {
  const truth = Float64Array.of(1, 0, 1, 0)
  const said = Float64Array.of(0.9, 0.8, 0.8, 0.1)
  assert.deepEqual(rocCurve(truth, said), [
    { threshold: Infinity, falsePositiveRate: 0, truePositiveRate: 0 },
    { threshold: 0.9, falsePositiveRate: 0, truePositiveRate: 0.5 },
    { threshold: 0.8, falsePositiveRate: 0.5, truePositiveRate: 1 },
    { threshold: 0.1, falsePositiveRate: 1, truePositiveRate: 1 },
  ])
  assert.equal(ksStatistic().of(truth, said), 0.5)
})

test('a probability of 1 belongs to the last bin', () => {
  const bins = calibrationBins(Float64Array.of(1, 0), Float64Array.of(1, 0.05), { bins: 10 })
  assert.deepEqual(bins, [
    { from: 0, to: 0.1, rowCount: 1, predicted: 0.05, observed: 0 },
    { from: 0.9, to: 1, rowCount: 1, predicted: 1, observed: 1 },
  ])
})

test('a metric with a setting carries it in its name, and refuses one that is none', () => {
  assert.equal(pinball(0.9).name, 'pinball(0.9)')
  assert.equal(precision({ threshold: 0.3 }).name, 'precision from 0.3')
  for (const make of [
    () => pinball(1),
    () => fBeta(0),
    () => tweedieDeviance(0.5),
    () => precision({ threshold: 2 }),
  ]) {
    assert.throws(make, { code: 'learn.wrongSetting' })
  }
})

test('of groups it does not matter what they are called', () => {
  const { of } = adjustedRand()
  assert.equal(of(Float64Array.of(0, 0, 1, 1), Float64Array.of(7, 7, 3, 3)), 1)
  assert.equal(of(Float64Array.of(0, 0, 0), Float64Array.of(2, 2, 2)), 1)
  // sklearn.metrics.adjusted_rand_score (1.9.1)
  const found = of(Float64Array.of(0, 0, 1, 2), Float64Array.of(0, 0, 1, 1))
  assert.ok(Math.abs(found - 0.5714285714285714) < 1e-12, `${found}`)
})
