import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  calendar,
  calendarPart,
  calendarParts,
  cell,
  defineGroup,
  defineView,
  distance,
  featureValues,
  geohash,
  gridCell,
  haversineKm,
  holidayFeatures,
  isHoliday,
  viewDigest,
  type Features,
  type Holiday,
} from '../../../src/features/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'

const trips = defineGroup({
  name: 'trips',
  key: ['card'],
  time: 'at',
  columns: {
    card: text(),
    at: timestamp(),
    startedAt: timestamp(),
    latitude: float(),
    longitude: float(),
    amount: float(),
  },
})

/** What derived features make of one stored row of trips. */
function computed(features: Features, row: Readonly<Record<string, unknown>>) {
  const stored = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [`trips.${name}`, value]),
  )
  return featureValues(features, stored, {})
}

const startedAt = trips.latest('startedAt')
const shannon = { latitude: trips.latest('latitude'), longitude: trips.latest('longitude') }

test('a calendar tells the parts of a moment by the wall clock of its zone', () => {
  // A Sunday, an hour after the clocks in Ireland went forward from 01:00 to 02:00.
  const features = calendar(startedAt, { zone: 'Europe/Dublin', parts: calendarParts })
  assert.deepEqual(computed(features, { startedAt: new Date('2026-03-29T01:30:00Z') }), {
    hour: 2,
    minuteOfDay: 150,
    weekday: 7,
    hourOfWeek: 146,
    day: 29,
    month: 3,
    quarter: 1,
    dayOfYear: 88,
    week: 13,
    year: 2026,
    isWeekend: 1,
  })
  const hour = calendar(startedAt, { zone: 'Europe/Dublin', parts: ['hour'] })
  assert.deepEqual(computed(hour, { startedAt: new Date('2026-03-29T00:30:00Z') }), { hour: 0 })
  assert.deepEqual(computed(hour, {}), { hour: Number.NaN })
})

test('zones with odd offsets, days before 1970 and the turn of the year are told rightly', () => {
  const parts = ['year', 'day', 'hour', 'week'] as const
  const at = (zone: string, moment: string) =>
    computed(calendar(startedAt, { zone, parts }), { startedAt: new Date(moment) })
  assert.deepEqual(at('Asia/Kathmandu', '2026-12-31T18:20:00Z'), {
    year: 2027,
    day: 1,
    hour: 0,
    week: 53,
  })
  assert.deepEqual(at('UTC', '2027-01-01T00:00:00Z'), { year: 2027, day: 1, hour: 0, week: 53 })
  assert.deepEqual(at('America/New_York', '1969-07-20T20:17:40Z'), {
    year: 1969,
    day: 20,
    hour: 16,
    week: 29,
  })
  assert.throws(() => calendar(startedAt, { zone: 'Europe/Atlantis', parts }), {
    code: 'features.unknownZone',
  })
})

test('the parts of every day agree with those that the platform tells', () => {
  const zone = 'Australia/Lord_Howe'
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    hour: 'numeric',
    day: 'numeric',
    month: 'numeric',
  })
  const features = calendar(startedAt, { zone, parts: ['day', 'month', 'hour'] })
  for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 7 * 3_600_000 + 60_000) {
    const told = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
    assert.deepEqual(computed(features, { startedAt: new Date(ms) }), {
      day: told.get('day'),
      month: told.get('month'),
      hour: told.get('hour'),
    })
  }
})

test('weeks are those of ISO 8601', () => {
  const weekOf = (date: string) => calendarPart(new Date(date), 'week')
  assert.deepEqual(
    ['2026-01-01', '2026-12-31', '2027-01-03', '2027-01-04', '2024-12-30', '2021-01-03'].map(
      weekOf,
    ),
    [1, 53, 53, 1, 1, 53],
  )
})

test('holidays are dates and rules, and days to and since the nearest are counted', () => {
  const holidays: readonly Holiday[] = [
    '2026-02-02',
    { month: 12, day: 25 },
    { easter: 1 },
    { month: 5, weekday: 1, nth: 1 },
    { month: 10, weekday: 1, nth: -1 },
  ]
  const free = [
    '2026-02-02',
    '2026-12-25',
    '2026-04-06',
    '2026-05-04',
    '2026-10-26',
    '2025-04-21',
    '2024-10-28',
  ]
  const other = ['2025-02-02', '2026-12-24', '2026-04-05', '2026-05-11', '2026-10-19']
  assert.deepEqual(
    free.filter((date) => !isHoliday(holidays, new Date(date))),
    [],
  )
  assert.deepEqual(
    other.filter((date) => isHoliday(holidays, new Date(date))),
    [],
  )

  const features = holidayFeatures(startedAt, { zone: 'Europe/Dublin', holidays })
  assert.deepEqual(computed(features, { startedAt: new Date('2026-12-23T23:30:00Z') }), {
    isHoliday: 0,
    daysToHoliday: 2,
    daysSinceHoliday: 58,
  })
  const none = holidayFeatures(startedAt, { zone: 'UTC', holidays: [] })
  assert.deepEqual(computed(none, { startedAt: new Date(0) }), {
    isHoliday: 0,
    daysToHoliday: 366,
    daysSinceHoliday: 366,
  })
  for (const wrong of [
    '2026-02-30',
    'May',
    { month: 13, day: 1 },
    { easter: 0.5 },
    { month: 1, weekday: 8, nth: 1 },
  ]) {
    assert.throws(() => holidayFeatures(startedAt, { zone: 'UTC', holidays: [wrong] }), {
      code: 'features.notAHoliday',
    })
  }
})

test('the distance is in kilometres, over the sphere', () => {
  // By scikit-learn's haversine_distances; then a degree at the equator, and from pole to pole.
  const dublin = { latitude: 53.3498, longitude: -6.2603 }
  const newYork = { latitude: 40.7128, longitude: -74.006 }
  assert.equal(haversineKm(dublin, newYork).toFixed(9), '5114.892236881')
  assert.equal(
    haversineKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 1 }).toFixed(3),
    '111.195',
  )
  assert.equal(
    haversineKm({ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 77 }).toFixed(1),
    '20015.1',
  )
  assert.equal(haversineKm(dublin, dublin), 0)
  const features = { way: distance(shannon, shannon) }
  assert.deepEqual(computed(features, { latitude: 1, longitude: 2 }), { way: 0 })
  assert.deepEqual(computed(features, { latitude: 1 }), { way: Number.NaN })
})

test('cells are geohashes, or of a grid', () => {
  // Two examples of Wikipedia's article, and the corners of the earth.
  assert.equal(geohash({ latitude: 57.64911, longitude: 10.40744 }, 11), 'u4pruydqqvj')
  assert.equal(geohash({ latitude: -90, longitude: -180 }, 3), '000')
  assert.equal(geohash({ latitude: 90, longitude: 180 }, 3), 'zzz')
  assert.equal(geohash({ latitude: 91, longitude: 0 }, 3), undefined)
  assert.equal(gridCell({ latitude: 53.35, longitude: -6.26 }, 0.5), '106:-13')
  const features = { cell: cell(shannon, { geohash: 5 }) }
  assert.deepEqual(computed(features, { latitude: 42.605, longitude: -5.603 }), { cell: 'ezs42' })
  assert.deepEqual(computed(features, {}), { cell: undefined })
  assert.throws(() => cell(shannon, { degrees: 0 }), { code: 'features.notACell' })
})

test('features that differ by their settings only are not the same view', () => {
  const digest = (zone: string) =>
    viewDigest(
      defineView({
        name: 'trips',
        label: trips.column('amount'),
        features: calendar(startedAt, { zone, parts: ['hour'] }),
      }),
    )
  assert.notEqual(digest('UTC'), digest('Europe/Dublin'))
})
