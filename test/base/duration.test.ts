import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatDuration, parseDuration } from '../../src/base/index.ts'

test('a duration is a number and a unit', () => {
  const texts = ['20ms', '30s', '5m', '12h', '3d', '2w', '1.5h', '0s']
  assert.deepEqual(texts.map(parseDuration), [
    20,
    30_000,
    5 * 60_000,
    12 * 3_600_000,
    3 * 86_400_000,
    14 * 86_400_000,
    5_400_000,
    0,
  ])
})

test('what is no duration is refused with the units that there are', () => {
  for (const text of ['', '3', 'h', '3 h', '-3h', '3y', '3hh', 'h3', '.5h', '3H', '1e3s']) {
    assert.throws(() => parseDuration(text), {
      code: 'base.notADuration',
      message: `"${text}" is not a length of time.`,
      hint: 'Write a number and a unit: 20ms, 30s, 5m, 12h, 3d or 2w.',
    })
  }
})

test('what is longer than any moment lies back is refused', () => {
  assert.equal(parseDuration('10400w'), 10_400 * 604_800_000)
  assert.throws(() => parseDuration('99999999999d'), { code: 'base.durationTooLong' })
})

test('a duration is told in its two largest units', () => {
  const told: readonly (readonly [number, string])[] = [
    [0, '0 ms'],
    [840.4, '840 ms'],
    [1000, '1.0 s'],
    [9_940, '9.9 s'],
    [12_400, '12 s'],
    [185_000, '3 min 5 s'],
    [180_000, '3 min'],
    [7_800_000, '2 h 10 min'],
    [356_400_000, '4 d 3 h'],
    [345_600_000, '4 d'],
  ]
  assert.deepEqual(
    told.map(([ms]) => [ms, formatDuration(ms)]),
    told,
  )
})

test('a duration that rounds to a whole larger unit is told in that', () => {
  assert.deepEqual([999.6, 9_960, 59_600, 3_599_999].map(formatDuration), [
    '1.0 s',
    '10 s',
    '1 min',
    '59 min 59 s',
  ])
})
