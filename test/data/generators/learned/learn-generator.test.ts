import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  generate,
  learnGenerator,
  toGenerator,
  type LearnedGenerator,
} from '../../../../src/data/index.ts'
import { boolean, float, integer, text } from '../../../../src/table/index.ts'
import { passengerColumns, passengerRows } from './passengers.ts'

type Row = Readonly<Record<string, unknown>>

const table: readonly Row[] = passengerRows(4000)
const learned = learnGenerator(table, passengerColumns)
const made: readonly Row[] = [...generate(toGenerator(learned), { seed: 1, rows: 8000 })]

const ofFirst = (row: Row) => row['ticket'] === 'first'
const share = (rows: readonly Row[], holds: (row: Row) => boolean) =>
  rows.filter(holds).length / rows.length
const mean = (rows: readonly Row[], name: string) => {
  const known = rows.flatMap((row) => (row[name] === undefined ? [] : [Number(row[name])]))
  return known.reduce((sum, value) => sum + value, 0) / known.length
}

function assertNear(found: number, wanted: number, tolerance: number): void {
  assert.ok(Math.abs(found - wanted) <= tolerance, `${found} instead of ${wanted}`)
}

test('what was learned is plain data, and makes the same rows after a way through JSON', () => {
  const back = JSON.parse(JSON.stringify(learned)) as LearnedGenerator
  assert.deepEqual([...generate(toGenerator(back), { seed: 1, rows: 50 })], made.slice(0, 50))
  assert.notDeepEqual([...generate(toGenerator(back), { seed: 2, rows: 50 })], made.slice(0, 50))
})

test('columns keep their shares, means and spread', () => {
  for (const name of ['age', 'fare']) assertNear(mean(made, name) / mean(table, name), 1, 0.05)
  const isFemale = (row: Row) => row['sex'] === 'female'
  assertNear(share(made, isFemale), share(table, isFemale), 0.02)
  assertNear(share(made, ofFirst), share(table, ofFirst), 0.02)
  const isOld = (row: Row) => Number(row['age']) > 50
  assertNear(share(made, isOld), share(table, isOld), 0.02)
})

test('columns go together as they did', () => {
  const survived = (sex: string) => (rows: readonly Row[]) =>
    share(
      rows.filter((row) => row['sex'] === sex),
      (row) => row['survived'] === true,
    )
  for (const ofSex of [survived('female'), survived('male')]) {
    assertNear(ofSex(made), ofSex(table), 0.05)
  }
  const [first, others] = [made.filter(ofFirst), made.filter((row) => !ofFirst(row))]
  assert.ok(mean(first, 'fare') > 3 * mean(others, 'fare'))
  assert.ok(mean(first, 'age') > 6 + mean(others, 'age'))
})

test('values are missing as often, and where they were', () => {
  const noAge = (row: Row) => row['age'] === undefined
  assertNear(share(made, noAge), share(table, noAge), 0.02)
  const ofThird = (row: Row) => row['ticket'] === 'third'
  assertNear(share(made.filter(ofThird), noAge), share(table.filter(ofThird), noAge), 0.05)
  const noCabin = (row: Row) => row['cabin'] === undefined
  assertNear(share(made.filter(ofFirst), noCabin), share(table.filter(ofFirst), noCabin), 0.1)
})

test('columns that are missing together stay so', () => {
  const columns = { a: float({ optional: true }), b: float({ optional: true }), c: float() }
  const rows = Array.from({ length: 400 }, (_, at) =>
    at % 3 === 0 ? { c: at } : { a: at / 7, b: at / 3, c: at },
  )
  for (const row of generate(toGenerator(learnGenerator(rows, columns)), { seed: 1, rows: 300 })) {
    assert.equal(row['a'] === undefined, row['b'] === undefined)
  }
})

test('whole numbers stay whole, moments days, digits as many as there were', () => {
  for (const row of made) {
    assert.ok(row['age'] === undefined || Number.isInteger(row['age']))
    assert.match(JSON.stringify(row['boarded']), /T00:00:00.000Z/)
    assert.equal(row['fare'], Math.round(Number(row['fare']) * 100) / 100)
  }
})

test('keys are made anew, in their form', () => {
  assert.deepEqual([made[0]?.['id'], made[7999]?.['id']], ['P-000001', 'P-008000'])
  const columns = { id: integer(), code: text(), x: float() }
  const rows = Array.from({ length: 50 }, (_, at) => ({ id: 7 * at, code: 'a', x: at % 9 }))
  const [first] = generate(toGenerator(learnGenerator(rows, columns)), { seed: 1, rows: 1 })
  assert.equal(first?.['id'], 1)
})

test('ids of no order are drawn anew', () => {
  const columns = { id: text(), x: integer() }
  const rows = Array.from({ length: 40 }, (_, at) => ({
    id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    x: at % 2,
  }))
  const ids = [...generate(toGenerator(learnGenerator(rows, columns)), { seed: 1, rows: 20 })]
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  assert.equal(new Set(ids.map(({ id }) => id)).size, 20)
  for (const { id } of ids) assert.match(String(id), uuid)
})

test('texts have the shape and common words of the table, and are made up', () => {
  const names = new Set(table.map((row) => row['name']))
  for (const row of made) assert.match(String(row['name']), /^[A-Z][a-z]+, (Mr|Mrs)\. [A-Z][a-z]+$/)
  // Family names of which at least five rows have one may come again.
  assert.ok(share(made, (row) => names.has(row['name'])) < 0.5)
  for (const { cabin } of made as readonly { cabin?: string }[]) {
    if (cabin !== undefined) assert.match(cabin, /^[ABC]\d\d$/)
  }
})

test('no value that fewer rows share is kept', () => {
  const rare = { kind: 'text', city: 'Somewhere' }
  const columns = { city: text(), income: float(), member: boolean(), visits: integer() }
  const rows = Array.from({ length: 500 }, (_, at) => ({
    city: at < 3 ? `${rare.city} ${at}` : at < 9 ? `Village ${at}` : ['Cork', 'Galway'][at % 2],
    income: at === 0 ? 1e9 : 1000 + at,
    member: true,
    visits: at === 1 ? 77 : at % 4,
  }))
  const kept_ = JSON.stringify(learnGenerator(rows, columns))
  assert.doesNotMatch(kept_, /Somewhere|Village|1000000000|\b77\b/)
  assert.match(kept_, /"other"/)
  const kept = JSON.stringify(learnGenerator(rows, columns, { rare: 'keep' }))
  assert.match(kept, /Somewhere 0/)
  assert.doesNotMatch(
    JSON.stringify(learnGenerator(rows, columns, { rare: 'leave out' })),
    /"other"/,
  )
})

test('a column of nothing stays one, and one of a single value too', () => {
  const columns = { nothing: float({ optional: true }), always: text(), x: float() }
  const rows = Array.from({ length: 60 }, (_, at) => ({ always: 'yes', x: at }))
  for (const row of generate(toGenerator(learnGenerator(rows, columns)), { seed: 1, rows: 30 })) {
    assert.deepEqual([row['nothing'], row['always']], [undefined, 'yes'])
  }
})

test('of nothing, and with keys that are not there, nothing is learned', () => {
  assert.throws(() => learnGenerator([], passengerColumns), { code: 'data.nothingToLearn' })
  assert.throws(() => learnGenerator(table, passengerColumns, { keys: ['idd'] }), {
    code: 'data.noSuchColumn',
    message: 'There is no column "idd" in the table. Did you mean "id"?',
  })
})
