import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrivalAt } from '../texts/arrival.ts'

const cycleAt = new Date('2026-11-21T12:00:00.000Z')

const cases = [
  [20, 10, 8],
  [20.1, 10, 5],
  [50, 10, 5],
  [50.1, 10, 6],
  [66, 10, 6],
  [66.1, 10, 7],
  [79.9, 10, 7],
  [80, 10, 8],
  [10, 10, 8],
  [120, 10, 8],
  [120, 12, 8],
  [120, 12.1, 7],
  [70, 14, 6],
  [60, 14, 5],
  [40, 14, 4],
] as const

for (const [direction, period, hours] of cases) {
  test(`a swell to ${direction}° of ${period} s takes ${hours} hours`, () => {
    const hitsAt = arrivalAt(cycleAt, 26, { height: 1, period, direction })
    assert.equal((hitsAt.getTime() - cycleAt.getTime()) / 3_600_000, 26 + hours)
  })
}
