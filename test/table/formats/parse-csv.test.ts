import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boolean,
  csvReader,
  float,
  integer,
  parseCsv,
  text,
  timestamp,
  UnreadableLine,
} from '../../../src/table/index.ts'

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
  ['day,riders\n2026-01-01,1\n2026-01-02', 3, 'Line 3: 1 value, where the head has 2 names.'],
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

test('a text that comes in pieces makes the same rows, wherever it is cut', () => {
  const csv =
    'day;place;riders\r\n2026-01-01;"two\r\nlines; ""one"" value";5\n2026-01-02;\u00a0é;6\r2026-01-03;"";7'
  const wanted = rowsOf(csv, { delimiter: ';' })
  assert.equal(wanted.length, 3)
  for (let size = 1; size <= csv.length; size += 1) {
    const reader = csvReader(columns, { delimiter: ';' })
    const rows = []
    for (let at = 0; at < csv.length; at += size)
      rows.push(...reader.push(csv.slice(at, at + size)))
    rows.push(...reader.end())
    assert.deepEqual(rows, wanted, `in pieces of ${size}`)
  }
})

test('a file without a head, or with lines before it, and another quote are read', () => {
  const two = { place: text(), riders: integer() }
  const head = ['riders', 'place']
  assert.deepEqual(
    [...parseCsv("5,'a, b'\n6,'it''s'", two, { head, quote: "'" })],
    [
      { place: 'a, b', riders: 5 },
      { place: "it's", riders: 6 },
    ],
  )
  assert.deepEqual(
    [...parseCsv('Counts of 2026\n# as is\nriders,place\n5,x', two, { skip: 2 })],
    [{ place: 'x', riders: 5 }],
  )
  const slashed = 'riders,place\n5,"a \\"b\\" c"'
  assert.deepEqual([...parseCsv(slashed, two, { escape: '\\' })], [{ place: 'a "b" c', riders: 5 }])
  assert.deepEqual(
    [...parseCsv('riders,place\n5,5" pipe', two, { quote: '' })],
    [{ place: '5" pipe', riders: 5 }],
  )
})

test('numbers, moments, yes and no are read as the reader is told that they are written', () => {
  const own = { day: timestamp(), at: timestamp(), total: float(), open: boolean() }
  const csv =
    'day;at;total;open\n31.12.2026;Dec 31, 2026 5:07 PM;-1.234.567,5;Ja\n1.1.2027;Jan 1, 2027 12:00 am;12;nein'
  const options = {
    delimiter: ';',
    decimal: ',',
    thousands: '.',
    dates: { day: 'D.M.YYYY', at: 'MMM D, YYYY hh:mm A' },
    booleans: { open: ['ja', 'nein'] },
  } as const
  assert.deepEqual(
    [...parseCsv(csv, own, options)],
    [
      {
        day: new Date('2026-12-31'),
        at: new Date('2026-12-31T17:07:00Z'),
        total: -1234567.5,
        open: true,
      },
      { day: new Date('2027-01-01'), at: new Date('2027-01-01'), total: 12, open: false },
    ],
  )
})

const notOfForm = [
  ['total', '1.23', 'a float, found "1.23 (not as 1.234,5)"'],
  ['total', '1.234.5', 'a float, found "1.234.5 (not as 1.234,5)"'],
  ['total', 'NaN', 'a float, found "NaN (not as 1.234,5)"'],
  ['total', '-Infinity', 'a float, found "-Infinity (not as 1.234,5)"'],
  ['day', '31.02.2026', 'a timestamp (ISO 8601), found "31.02.2026 (not as DD.MM.YYYY)"'],
  ['day', '2026-12-31', 'a timestamp (ISO 8601), found "2026-12-31 (not as DD.MM.YYYY)"'],
] as const

for (const [column, value, found] of notOfForm) {
  test(`"${value}" is none of the told form`, () => {
    const own = { total: float({ optional: true }), day: timestamp({ optional: true }) }
    const told = {
      delimiter: ';',
      decimal: ',',
      thousands: '.',
      dates: { day: 'DD.MM.YYYY' },
    } as const
    assert.throws(() => [...parseCsv(`${column}\n${value}`, own, told)], {
      message: `Line 2: Row 1, column "${column}": wanted ${found}.`,
    })
  })
}

test('lines that cannot be read are told, with their column, and the others are read', () => {
  const heard: UnreadableLine[] = []
  const csv = 'day,riders\n2026-01-01,1\n2026-01-02\nyesterday,2\n2026-01-03,few\n2026-01-04,4\n'
  const rows = rowsOf(csv, { onUnreadable: (problem) => heard.push(problem) })
  assert.deepEqual(
    rows.map(({ riders }) => riders),
    [1, 4],
  )
  assert.deepEqual(
    heard.map(({ line, column, text: found }) => [line, column, found]),
    [
      [3, undefined, '2026-01-02'],
      [4, 'day', 'yesterday,2'],
      [5, 'riders', '2026-01-03,few'],
    ],
  )
})

test('a line of a hundred megabytes is refused by its length, with its number', () => {
  const reader = csvReader(columns)
  const piece = 'x'.repeat(1_000_000)
  assert.throws(() => {
    for (const _ of reader.push('day,riders\n2026-01-01,"')) void _
    for (let at = 0; at < 100; at += 1) for (const _ of reader.push(piece)) void _
  }, /^UnreadableLine: Line 2: it is longer than 16000000 characters/)
})

test('what follows a closing quote is not swallowed', () => {
  assert.throws(() => rowsOf('day,riders\n"2026-01-01"x,1'), {
    message: 'Line 2: after a closing quote came "x", where the value should end.',
  })
})

test('a dialect or a form that nobody knows is refused before anything is read', () => {
  const throwsCode = (code: string, options: Parameters<typeof parseCsv>[2]) =>
    assert.throws(() => rowsOf('day,riders', options), { code })
  throwsCode('table.unknownDelimiter', { delimiter: '||' })
  throwsCode('table.unknownDateForm', { dates: { day: 'dd/mm/yy' } })
  throwsCode('table.formOfUnknownColumn', { names: { ridres: 'Anzahl' } })
})
