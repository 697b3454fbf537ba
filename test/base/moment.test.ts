import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseMoment } from '../../src/base/index.ts'

test('a moment without a zone is UTC, wherever the machine stands', () => {
  const moments = [
    '2026-03-01',
    '2026-03-01T12:00',
    '2026-03-01 12:00',
    '2026-03-01T12:00:30',
    '2026-03-01T12:00:30.250',
    '2026-03-01T12:00:30.250Z',
  ]
  const zone = process.env['TZ']
  process.env['TZ'] = 'Pacific/Auckland'
  try {
    assert.deepEqual(
      moments.map((text) => parseMoment(text).toISOString()),
      [
        '2026-03-01T00:00:00.000Z',
        '2026-03-01T12:00:00.000Z',
        '2026-03-01T12:00:00.000Z',
        '2026-03-01T12:00:30.000Z',
        '2026-03-01T12:00:30.250Z',
        '2026-03-01T12:00:30.250Z',
      ],
    )
  } finally {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  }
})

test('a zone is read with and without a colon', () => {
  const moments = ['2026-03-01T12:00+05:30', '2026-03-01T12:00+0530', '2026-03-01 12:00:00-01:00']
  assert.deepEqual(
    moments.map((text) => parseMoment(text).toISOString()),
    ['2026-03-01T06:30:00.000Z', '2026-03-01T06:30:00.000Z', '2026-03-01T13:00:00.000Z'],
  )
})

test('what is no moment is refused, also a day that its month has not', () => {
  const texts = [
    '',
    'now',
    '1',
    '2026-03',
    '01.03.2026',
    'March 1, 2026',
    '2026-13-01',
    '2026-03-01T25:00',
    '2026-03-01Z',
    '2026-02-30',
    '2026-02-29T10:00:00Z',
    '2026-06-31T10:00+02:00',
  ]
  for (const text of texts) {
    assert.throws(() => parseMoment(text), {
      code: 'base.notAMoment',
      message: `"${text}" is not a moment in time.`,
    })
  }
})

test('the 29th of February is a day in leap years', () => {
  assert.deepEqual(parseMoment('2028-02-29'), new Date('2028-02-29T00:00:00.000Z'))
})
