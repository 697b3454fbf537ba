import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../src/base/index.ts'
import {
  bias,
  bootstrapInterval,
  isBetter,
  mae,
  maxError,
  medianError,
  r2,
  rmse,
} from '../../src/learn/index.ts'

const truth = Float64Array.of(1, 2, 3, 6)
const predicted = Float64Array.of(2, 2, 1, 5)

test('each metric has its hand value', () => {
  const found = [mae(), rmse(), r2(), bias(), medianError(), maxError()].map((metric) => [
    metric.name,
    metric.of(truth, predicted),
  ])
  assert.deepEqual(Object.fromEntries(found), {
    mae: 1,
    rmse: Math.sqrt(1.5),
    r2: 1 - 1.5 / 3.5,
    bias: -0.5,
    medianError: 1,
    maxError: 2,
  })
})

test('of a truth that never varies, r2 is 1 when all is right and else 0', () => {
  const still = Float64Array.of(2, 2)
  assert.equal(r2().of(still, still), 1)
  assert.equal(r2().of(still, Float64Array.of(2, 3)), 0)
})

test('without rows there is no metric', () => {
  const none = new Float64Array(0)
  for (const metric of [mae(), rmse(), r2(), bias(), medianError(), maxError()]) {
    assert.equal(metric.of(none, none), Number.NaN, metric.name)
  }
})

test('as many predictions as truths are needed', () => {
  assert.throws(() => mae().of(truth, Float64Array.of(1)), { code: 'learn.unequalLengths' })
})

test('each metric knows which of two values is better', () => {
  assert.equal(isBetter(mae(), 1, 2), true)
  assert.equal(isBetter(r2(), 0.2, 0.1), true)
  assert.equal(isBetter(bias(), -3, 1), false)
  assert.equal(isBetter(mae(), Number.NaN, 2), false)
})

test('a bootstrap interval covers the metric, narrows with rows, and follows its seed', () => {
  const random = seededRandom('errors')
  const zeros = new Float64Array(400)
  const errors = zeros.map(() => random.normal())
  const few = bootstrapInterval(rmse(), zeros.slice(0, 50), errors.slice(0, 50), { seed: 1 })
  const many = bootstrapInterval(rmse(), zeros, errors, { seed: 1 })
  assert.deepEqual(bootstrapInterval(rmse(), zeros, errors, { seed: 1 }), many)
  assert.ok(many.low < many.value && many.value < many.high)
  // The deviation of a deviation from n normal values is about 1/√(2n).
  const width = (many.high - many.low) / ((2 * 1.96) / Math.sqrt(800))
  assert.ok(width > 0.8 && width < 1.2, `${width}`)
  assert.ok(few.high - few.low > many.high - many.low)
})
