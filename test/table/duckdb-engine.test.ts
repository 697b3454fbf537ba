import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import {
  boolean,
  duckdbEngine,
  float,
  ident,
  integer,
  readTableFile,
  sql,
  text,
  timestamp,
  writeTable,
  type EngineRow,
  type TableEngine,
} from '../../src/table/index.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'

test('doubles come as they are, absent ones as NaN, and others as values', async (t) => {
  const engine = openEngine(t)
  const found = await engine.typedColumns(sql`
    select case when i % 3 = 0 then null else i::double end as height, 'b' || (i % 2) as beach,
      i as count, timestamp '2026-01-01' as at
    from range(5000) as r(i) order by i`)
  const places = Array.from({ length: 5000 }, (_, place) => place)
  assert.deepEqual(
    found.get('height'),
    Float64Array.from(places, (place) => (place % 3 === 0 ? Number.NaN : place)),
  )
  assert.deepEqual(
    found.get('beach'),
    places.map((place) => `b${place % 2}`),
  )
  assert.deepEqual(found.get('count'), places)
  assert.deepEqual(found.get('at')?.[4999], new Date('2026-01-01T00:00:00Z'))
  const none = await engine.typedColumns(
    sql`select 1.5::double as x, null::varchar as y where false`,
  )
  assert.deepEqual(
    [...none],
    [
      ['x', new Float64Array()],
      ['y', []],
    ],
  )
})

test('typed columns come in batches of about so many rows, in order', async (t) => {
  const engine = openEngine(t)
  const batches: number[][] = []
  const statement = sql`select i::double as x, 'b' || (i % 2) as beach from range(10000) as r(i) order by i`
  for await (const batch of engine.typedBatches(statement, 3000)) {
    // Others are asked meanwhile.
    await engine.rows(sql`select 1 as one`)
    batches.push(Array.from(batch.get('x') ?? [], Number))
    assert.equal(batch.get('beach')?.length, batch.get('x')?.length)
  }
  assert.deepEqual(
    batches.flat(),
    Array.from({ length: 10_000 }, (_, place) => place),
  )
  assert.ok(batches.length >= 2 && batches.every(({ length }) => length <= 3000 + 2048))
  for await (const none of engine.typedBatches(sql`select 1.5::double as x where false`, 10)) {
    assert.deepEqual([...none], [['x', new Float64Array()]])
  }
})

function openEngine(t: TestContext): TableEngine {
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  return engine
}

const columns = {
  name: text({ optional: true }),
  height: float({ optional: true }),
  count: integer({ optional: true }),
  isOpen: boolean({ optional: true }),
  at: timestamp({ optional: true }),
}

const nothing: EngineRow = {
  name: undefined,
  height: undefined,
  count: undefined,
  isOpen: undefined,
  at: undefined,
}

const rows: readonly EngineRow[] = [
  {
    name: 'Lahinch',
    height: 1.5,
    count: 3,
    isOpen: true,
    at: new Date('2026-03-01T12:00:00.123Z'),
  },
  nothing,
  { ...nothing, name: '' },
  { ...nothing, name: 'a "quoted", line\nof Ünïcödé 🌊' },
  { ...nothing, height: 0.1 + 0.2 },
  { ...nothing, height: Number.NaN },
  { ...nothing, height: -0 },
  { ...nothing, height: Number.POSITIVE_INFINITY },
  { ...nothing, height: 5e-324 },
  { ...nothing, count: Number.MAX_SAFE_INTEGER },
  { ...nothing, count: Number.MIN_SAFE_INTEGER },
  { ...nothing, isOpen: false },
  { ...nothing, at: new Date('1969-12-31T23:59:59.999Z') },
  { ...nothing, at: new Date('2999-12-31T23:59:59.999Z') },
]

test('rows of every type come back from the engine as they went in', async (t) => {
  const engine = openEngine(t)
  const found = await engine.withRows(columns, rows, (table) =>
    engine.rows(sql`from ${ident(table)}`),
  )
  assert.deepEqual(found, rows)
})

test('rows of every type come back from a Parquet file as they went in', async (t) => {
  const engine = openEngine(t)
  const file = join(await temporaryFolder(t), 'rows.parquet')
  await engine.withRows(columns, rows, (table) =>
    writeTable(engine, sql`from ${ident(table)}`, file),
  )
  assert.deepEqual(await readTableFile(engine, file), rows)
})

test('null in a row that comes in is an absent value', async (t) => {
  const engine = openEngine(t)
  const found = await engine.withRows(columns, [{ name: null, count: null }], (table) =>
    engine.rows(sql`from ${ident(table)}`),
  )
  assert.deepEqual(found, [nothing])
})

test('equal rows are equal bytes, in another engine as well', async (t) => {
  const folder = await temporaryFolder(t)
  const [one = '', other = ''] = ['one.parquet', 'other.parquet'].map((name) => join(folder, name))
  for (const file of [one, other]) {
    const engine = openEngine(t)
    await engine.withRows(columns, rows, (table) =>
      writeTable(engine, sql`from ${ident(table)}`, file),
    )
  }
  assert.deepEqual(await readFile(one), await readFile(other))
})

test('more rows than one chunk holds keep their order', async (t) => {
  const engine = openEngine(t)
  const many = Array.from({ length: 5000 }, (_, at) => ({ place: at, half: at / 2 }))
  const found = await engine.withRows({ place: integer(), half: float() }, many, (table) =>
    engine.columns(sql`select half, place from ${ident(table)}`),
  )
  assert.deepEqual([...found.keys()], ['half', 'place'])
  assert.deepEqual(
    found.get('half'),
    many.map((row) => row.half),
  )
  assert.deepEqual(
    found.get('place'),
    many.map((row) => row.place),
  )
})

test('a table of rows is gone after its use, however the use ends', async (t) => {
  const engine = openEngine(t)
  const tables = async () => (await engine.rows(sql`select name from (show all tables)`)).length
  const kept = await engine.withRows(columns, rows, () => tables())
  assert.equal(kept, 1)
  const failing = engine.withRows(columns, rows, () => Promise.reject(new Error('no use')))
  await assert.rejects(failing, { message: 'no use' })
  assert.equal(await tables(), 0)
})

test('a row that does not fit its columns leaves nothing behind, and the engine goes on', async (t) => {
  const engine = openEngine(t)
  const half = [{ count: 1 }, { count: 1.5 }]
  await assert.rejects(
    engine.withRows(columns, half, () => Promise.resolve()),
    RangeError,
  )
  assert.deepEqual(await engine.rows(sql`select name from (show all tables)`), [])
  const found = await engine.withRows(columns, rows, (table) =>
    engine.rows(sql`select count(*) as n from ${ident(table)}`),
  )
  assert.deepEqual(found, [{ n: rows.length }])
})

test('moments are UTC in the engine, whatever the zone of the machine', async (t) => {
  const engine = openEngine(t)
  const found = await engine.rows(sql`
    select ${new Date('2026-07-01T12:00:00Z')}::varchar as written,
      ('2026-07-01 12:00:00'::timestamptz)::timestamp as read`)
  assert.deepEqual(found, [
    { written: '2026-07-01 12:00:00', read: new Date('2026-07-01T12:00:00Z') },
  ])
})

test('sums and counts of any width are numbers, dates are moments at their midnight', async (t) => {
  const engine = openEngine(t)
  const found = await engine.rows(sql`
    select sum(n) as total, count(*) as n, date '2026-03-01' as day, 1.25::decimal(5, 2) as price
    from unnest([1, 2, 3]) as t(n)`)
  assert.deepEqual(found, [{ total: 6, n: 3, day: new Date('2026-03-01T00:00:00Z'), price: 1.25 }])
})

test('an engine that was closed opens again when it is used', async () => {
  const engine = duckdbEngine({ threads: 1 })
  assert.deepEqual(await engine.rows(sql`select 1 as one`), [{ one: 1 }])
  engine.close()
  assert.deepEqual(await engine.rows(sql`select 1 as one`), [{ one: 1 }])
  engine.close()
})

test('rows may be made with the help of the engine that takes them', async (t) => {
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  async function* rows() {
    for (const n of [1, 2]) yield engine.rows(sql`select ${n} as n`)
  }
  const sum = await engine.withRows({ n: integer() }, rows(), (table) =>
    engine.rows(sql`select sum(n) as total from ${ident(table)}`),
  )
  assert.deepEqual(sum, [{ total: 3 }])
})
