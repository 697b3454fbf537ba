import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayTicks } from '../../src/site/day-ticks.ts'
import { localTime } from '../../src/site/local-time.ts'

const dublin = localTime('Europe/Dublin')
const ticksBetween = (from: string, to: string, time = dublin) =>
  dayTicks(new Date(from), new Date(to), time).map((tick) => [
    tick.day,
    tick.from.toISOString(),
    tick.to.toISOString(),
  ])

test('a day on which clocks go back has 25 hours', () => {
  assert.deepEqual(ticksBetween('2026-10-24T10:00:00Z', '2026-10-26T12:00:00Z'), [
    ['2026-10-24', '2026-10-24T10:00:00.000Z', '2026-10-24T23:00:00.000Z'],
    ['2026-10-25', '2026-10-24T23:00:00.000Z', '2026-10-26T00:00:00.000Z'],
    ['2026-10-26', '2026-10-26T00:00:00.000Z', '2026-10-26T12:00:00.000Z'],
  ])
})

test('a day on which clocks go forward has 23 hours', () => {
  assert.deepEqual(ticksBetween('2026-03-29T00:00:00Z', '2026-03-29T23:00:00Z'), [
    ['2026-03-29', '2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z'],
  ])
})

test('days east and west of Greenwich begin at their own midnights', () => {
  assert.equal(
    localTime('Pacific/Auckland').startOf('2026-11-21').toISOString(),
    '2026-11-20T11:00:00.000Z',
  )
  assert.equal(
    localTime('America/New_York').startOf('2026-11-21').toISOString(),
    '2026-11-21T05:00:00.000Z',
  )
  assert.equal(
    localTime('America/New_York').startOf('2026-11-01').toISOString(),
    '2026-11-01T04:00:00.000Z',
  )
})

test('an empty span has no days', () => {
  assert.deepEqual(ticksBetween('2026-11-21T00:00:00Z', '2026-11-21T00:00:00Z'), [])
})

test('moments are written as the wall clock shows them', () => {
  assert.equal(dublin.moment(new Date('2026-07-04T23:30:00Z')), 'Sun 5 Jul, 00:30')
  assert.equal(dublin.hourOf(new Date('2026-07-04T23:30:00Z')), 0.5)
})

test('an unknown time zone is refused by name', () => {
  assert.throws(() => localTime('Europe/Lahinch'), {
    code: 'site.unknownTimeZone',
    message: 'There is no time zone named "Europe/Lahinch".',
  })
})
