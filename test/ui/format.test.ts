import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  formatBytes,
  formatCount,
  formatDayAndTime,
  formatDistance,
  formatDuration,
  formatMoment,
  formatNumber,
  formatTick,
  plural,
  shortId,
} from '../../src/ui/format.ts'

test('numbers have at most four significant digits and a real minus', () => {
  assert.deepEqual([0.561234, 12.1, 781_830, -0.4].map(formatNumber), [
    '0.5612',
    '12.1',
    '781,800',
    '−0.4',
  ])
})

test('a count is exact while it is short', () => {
  assert.deepEqual([0, 1284, 99_999, 781_830, 78_183_000].map(formatCount), [
    '0',
    '1,284',
    '99,999',
    '781.8k',
    '78.18M',
  ])
  assert.deepEqual([400, 40_000, 1_200_000].map(formatTick), ['400', '40k', '1.2M'])
  assert.deepEqual([plural(1, 'run'), plural(3, 'run')], ['1 run', '3 runs'])
})

test('durations and sizes are in human units', () => {
  assert.deepEqual([0.4, 840, 5400, 42_000, 185_000, 7_800_000, 93_600_000].map(formatDuration), [
    '0 ms',
    '840 ms',
    '5.4 s',
    '42 s',
    '3 min 5 s',
    '2 h 10 min',
    '1 d 2 h',
  ])
  assert.deepEqual([0, 240, 11_480, 5_000_000].map(formatBytes), [
    '0 B',
    '240 B',
    '11.48 kB',
    '5 MB',
  ])
})

test('a moment is told by its distance, or exactly, in UTC', () => {
  const at = '2026-11-21T06:00:03.000Z'
  const now = Date.parse(at)
  assert.deepEqual(
    [1000, 180_000, -14_400_000, 93_600_000, 259_200_000].map((ms) => formatDistance(at, now + ms)),
    ['just now', '3 min ago', 'in 4 h', '26 h ago', '3 d ago'],
  )
  assert.equal(formatMoment(at), '21 Nov 2026, 06:00:03 UTC')
  assert.equal(formatDayAndTime(at), 'Sat 21 Nov 06:00')
})

test('a short id still tells two apart', () => {
  assert.equal(shortId('run_01kaj3v0z8m4x2q7c1'), 'run_…x2q7c1')
  assert.equal(shortId('surf'), 'surf')
})
