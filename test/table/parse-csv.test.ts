import assert from 'node:assert/strict'
import { test } from 'node:test'
import { float, integer, parseCsv, text, timestamp, UnreadableLine } from '../../src/table/index.ts'

const columns = {
  day: timestamp(),
  place: text({ optional: true }),
  riders: integer(),
  rain: float({ optional: true }),
}

function rowsOf(csv: string, options: Parameters<typeof parseCsv>[2] = {}) {
  return [...parseCsv(csv, columns, options)]
}

test('rows come typed, whatever the order, quoting, spaces and line endings', () => {
  const csv =
    '\uFEFFriders, day,place,extra,rain\r\n12,2026-01-01,"Cork, ""the"" quay",x,1.5\n\n 7 , 2026-01-02T06:00 , Galway ,y,?\r'
  assert.deepEqual(rowsOf(csv, { missing: ['?'] }), [
    { day: new Date('2026-01-01'), place: 'Cork, "the" quay', riders: 12, rain: 1.5 },
    { day: new Date('2026-01-02T06:00:00Z'), place: 'Galway', riders: 7, rain: undefined },
  ])
})

test('another delimiter, names of the file, and values over several lines are read', () => {
  const csv = 'Datum;Anzahl;place\n2026-01-01;5;"two\nlines"\n2026-01-02;6;one'
  const names = { day: 'Datum', riders: 'Anzahl' }
  assert.deepEqual(
    rowsOf(csv, { delimiter: ';', names }).map((row) => [row.riders, row.place]),
    [
      [5, 'two\nlines'],
      [6, 'one'],
    ],
  )
})

const unreadable = [
  ['', 1, 'Line 1: the text is empty; a head was expected.'],
  ['day,ridres\n', 1, 'Line 1: the head has no "riders". Did you mean "ridres"?'],
  ['day,riders,day\n', 1, 'Line 1: the head names "day" twice.'],
  ['day,riders\n2026-01-01,1\n2026-01-02', 3, 'Line 3: 1 values, where the head has 2 names.'],
  [
    'day,riders\n2026-01-01,many',
    2,
    'Line 2: Row 1, column "riders": wanted an integer, found "many".',
  ],
  [
    'day,riders\n2026-01-01,',
    2,
    'Line 2: Row 1, column "riders": wanted an integer, found nothing.',
  ],
  ['day,riders\n"2026-01-01,1\n', 2, 'Line 2: a quote is opened and never closed.'],
] as const

for (const [csv, line, message] of unreadable) {
  test(`unreadable: ${message}`, () => {
    assert.throws(
      () => rowsOf(csv),
      (error) =>
        error instanceof UnreadableLine && error.line === line && error.message === message,
    )
  })
}
