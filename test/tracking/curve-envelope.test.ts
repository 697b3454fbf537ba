import assert from 'node:assert/strict'
import { test } from 'node:test'
import { curveEnvelope } from '../../src/tracking/index.ts'

function series(values: readonly number[], xs: readonly number[] = values.map((_, at) => at)) {
  return { xs: Float64Array.from(xs), values: Float64Array.from(values) }
}

test('what is few enough is told as it is, in the order of its steps', () => {
  const curve = curveEnvelope(series([3, 1, 2], [20, 0, 10]), 5)
  assert.deepEqual(curve, {
    pointCount: 3,
    isSampled: false,
    xs: [0, 10, 20],
    means: [1, 2, 3],
    lows: [1, 2, 3],
    highs: [1, 2, 3],
    last: { x: 20, value: 3 },
  })
})

test('a million points become as many places as can be seen, with the one peak and the one dip', () => {
  const values = Float64Array.from({ length: 1_000_000 }, (_, at) => Math.sin(at / 1e5))
  values[777_777] = 9
  values[123_456] = -9
  const curve = curveEnvelope({ xs: Float64Array.from(values.keys()), values }, 500)
  assert.equal(curve.xs.length, 500)
  assert.equal(curve.pointCount, 1_000_000)
  assert.equal(Math.max(...curve.highs), 9)
  assert.equal(Math.min(...curve.lows), -9)
  assert.equal(curve.highs.indexOf(9), 388)
  assert.equal(curve.lows.indexOf(-9), 61)
  assert.deepEqual(curve.last, { x: 999_999, value: values[999_999] })
})

test('each place tells the mean of its points; one of what is no number is a gap', () => {
  const curve = curveEnvelope(series([1, 3, Number.NaN, Number.NaN, 5, 7]), 3)
  assert.deepEqual(curve.means, [2, Number.NaN, 6])
  assert.deepEqual(curve.lows, [1, Number.NaN, 5])
  assert.deepEqual(curve.highs, [3, Number.NaN, 7])
})

test('where steps leap, there are fewer places, none of them made up', () => {
  const curve = curveEnvelope(series([1, 2, 3, 4], [0, 1, 2, 1000]), 3)
  assert.deepEqual(curve.xs, [1, 1000])
  assert.deepEqual(curve.means, [2, 4])
})

test('a stretch is looked at more closely, its ends included', () => {
  const curve = curveEnvelope(series([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), 4, { from: 2, until: 5 })
  assert.deepEqual([curve.xs, curve.isSampled], [[2, 3, 4, 5], false])
  assert.equal(curveEnvelope(series([1, 2]), 4, { from: 7 }).last, undefined)
})
