import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linearScale } from '../../src/site/linear-scale.ts'
import { splitAtGaps } from '../../src/site/split-at-gaps.ts'
import { bandPath, linePath } from '../../src/site/svg-path.ts'
import { roundToError, valueFormat } from '../../src/site/value-format.ts'
import { valueTicks } from '../../src/site/value-ticks.ts'

const at = (hour: number, value: number) => ({ at: new Date(Date.UTC(2026, 10, 21, hour)), value })

test('a scale carries its domain onto its range, upside down too', () => {
  const y = linearScale([0, 8], [100, 20])
  assert.deepEqual([0, 4, 8, 10].map(y), [100, 60, 20, 0])
})

test('a scale of an empty domain gives the middle', () => {
  assert.equal(linearScale([3, 3], [0, 10])(3), 5)
})

test('ticks are round, start at zero and reach the highest value', () => {
  assert.deepEqual(valueTicks([1.2, 5.1], 5), [0, 2, 4, 6])
  assert.deepEqual(valueTicks([0.31], 4), [0, 0.1, 0.2, 0.3, 0.4])
  assert.deepEqual(valueTicks([900, 1430], 3), [0, 500, 1000, 1500])
})

test('ticks go below zero where values do', () => {
  assert.deepEqual(valueTicks([-3, 4], 4), [-4, -2, 0, 2, 4])
})

test('ticks of nothing, or of nothing but zero, are zero and one', () => {
  assert.deepEqual(valueTicks([], 4), [0, 1])
  assert.deepEqual(valueTicks([0, 0], 4), [0, 1])
})

test('a missing hour and a missing value each break the line', () => {
  const points = [at(0, 1), at(2, 2), at(4, Number.NaN), at(6, 3), at(8, 4), at(14, 5), at(16, 6)]
  assert.deepEqual(
    splitAtGaps(points).map((piece) => piece.map(({ value }) => value)),
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  )
})

test('a piece of one point is drawn as a dot', () => {
  assert.equal(
    linePath([
      [
        [0, 1],
        [2.04, 3.06],
      ],
      [[5, 5]],
    ]),
    'M0,1L2,3.1M5,5L5,5',
  )
  assert.equal(linePath([]), '')
})

test('a band goes out along the top and back along the bottom', () => {
  const top = [
    [0, 1],
    [2, 1],
  ] as const
  const bottom = [
    [0, 5],
    [2, 6],
  ] as const
  assert.equal(bandPath(top, bottom), 'M0,1L2,1L2,6L0,5Z')
})

test('values have the same decimals in a page, as many as their size deserves', () => {
  assert.equal(valueFormat('ft', [0.4, 5.12]).value(5), '5.0 ft')
  assert.equal(valueFormat('MW', [1204, 8]).value(1204.4), '1,204 MW')
  assert.equal(valueFormat('m', [0.2]).number(0.256), '0.26')
})

test('a value is rounded no finer than it is known', () => {
  assert.equal(roundToError(5.13, 0.6), '5')
  assert.equal(roundToError(4.4, 0.6), '4.5')
  assert.equal(roundToError(4.4, 1.3), '4')
  assert.equal(roundToError(131, 24), '140')
  assert.equal(roundToError(4.44, undefined), '4.4')
})
