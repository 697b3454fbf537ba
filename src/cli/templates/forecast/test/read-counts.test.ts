import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCounts } from '../readers/read-counts.ts'

test('a week of counts is known when its last day is over', () => {
  const text = 'day,station,riders\n2026-11-14,bridge,1204\n2026-11-15,bridge,804\n'
  assert.deepEqual(readCounts(text), {
    rows: [
      { station: 'bridge', day: new Date('2026-11-14T12:00:00Z'), riders: 1204 },
      { station: 'bridge', day: new Date('2026-11-15T12:00:00Z'), riders: 804 },
    ],
    knownAt: new Date('2026-11-16T00:00:00Z'),
  })
})

test('a torn line is refused with its number', () => {
  assert.throws(() => readCounts('day,station,riders\n2026-11-15,bri'), {
    message: 'Line 2: 2 values, where the head has 3 names.',
    line: 2,
  })
})

test('a count that is no number is refused', () => {
  assert.throws(
    () => readCounts('day,station,riders\n2026-11-15,bridge,many\n'),
    /wanted a float, found "many"/,
  )
})
