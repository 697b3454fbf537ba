import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bestSwell } from '../texts/best-swell.ts'

function swellTo(direction: number): { height: number; period: number; direction: number } {
  return { height: 1, period: 10, direction }
}

const cases = [
  ['the first of three valid ones', [60, 61, 62], 60],
  ['the second when the first misses the beach', [10, 61, 62], 61],
  ['the third when only it is valid', [10, 190, 62], 62],
  ['the second when the third misses too', [10, 61, 190], 61],
  ['the first when none is valid', [10, 190, 270], 10],
  ['the first at exactly 20°', [20, 61, 62], 20],
  ['the first at exactly 180°', [180, 61, 62], 180],
  ['the second when the first is just outside', [180.1, 61, 62], 61],
  ['the only one, even when it misses', [200], 200],
  ['the second of two', [5, 61], 61],
] as const

for (const [what, directions, expected] of cases) {
  test(`the best swell is ${what}`, () => {
    assert.deepEqual(bestSwell(directions.map(swellTo)), swellTo(expected))
  })
}

test('there is no best swell in a calm sea', () => {
  assert.equal(bestSwell([]), undefined)
})
