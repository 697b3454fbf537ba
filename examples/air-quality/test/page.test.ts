import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bandOf } from '../page/bands.ts'
import { daysAhead, scoresByHorizon } from '../page/hindcast.ts'
import { writePage, type Page } from '../page/write-page.ts'

const dayMs = 86_400_000
const at = Date.UTC(2026, 10, 21)
const held = [1, 1, 2].map((ahead, place) => ({
  city: 'Dublin',
  at: at - place * dayMs,
  ahead,
  value: 10,
  measured: 10 + 2 * place,
  naive: 11,
}))

test('the next day is one day ahead of a morning, the day after that two', () => {
  assert.deepEqual(
    [18, 42, 0].map((hours) => daysAhead(hours * 3_600_000)),
    [1, 2, 1],
  )
})

test('each horizon has its error, beside that of the last value', () => {
  const rounded = scoresByHorizon(held).map((own) => ({ ...own, within: own.within.toFixed(2) }))
  assert.deepEqual(rounded, [
    { ahead: 1, count: 2, meanError: 1, naiveError: 1, within: '1.20' },
    { ahead: 2, count: 1, meanError: 4, naiveError: 3, within: '1.40' },
  ])
})

test('a day belongs to the band that begins at its dust', () => {
  assert.deepEqual(
    [0, 49.9, 50, 299, 500].map((dust) => bandOf(dust).name),
    ['Good', 'Good', 'Moderate', 'Very unhealthy', 'Hazardous'],
  )
})

test('the page tells of tomorrow, and stands without a forecast too', () => {
  const page: Page = {
    madeAt: new Date(at + 6 * 3_600_000),
    cities: ['Dublin'],
    measured: held.map(({ city, at: day, measured }) => ({ city, at: day, value: measured })),
    forecast: [{ city: 'Dublin', at: at + dayMs, value: 55, knownBy: at + 6 * 3_600_000 }],
    held,
  }
  assert.match(writePage(page), /Dublin · tomorrow 55 µg\/m³: moderate/)
  const empty = writePage({ ...page, forecast: [], held: [] })
  assert.match(empty, /No day that was forecast has been measured yet/)
  assert.ok(!empty.includes('NaN'))
})
