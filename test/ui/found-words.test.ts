import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leadMsOf, seriesTitle } from '../../src/ui/pages/monitors/found-words.ts'

test('a series is told with what it is of, and how far ahead in words', () => {
  const titles = ['', 'beach=lahinch', 'ahead=0d', 'ahead=1d', 'ahead=9d', 'ahead=1d6h'].map(
    (slice) => seriesTitle('mae', slice),
  )
  assert.deepEqual(titles, [
    'mae',
    'mae of beach=lahinch',
    'mae less than a day ahead',
    'mae 1 day ahead',
    'mae 9 days ahead',
    'mae 1d6h ahead',
  ])
})

test('how far ahead a slice looked is told in time, so that leads have an order', () => {
  const hours = [
    'ahead=2h',
    'ahead=1d',
    'ahead=1d6h',
    'ahead=30min',
    'ahead=soon',
    'series=1d',
  ].map((slice) => {
    const ms = leadMsOf(slice)
    return ms === undefined ? undefined : ms / 3_600_000
  })
  assert.deepEqual(hours, [2, 24, 30, 0.5, undefined, undefined])
})
