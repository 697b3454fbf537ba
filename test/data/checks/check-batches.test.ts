import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { checkRows, rule, unique, uniqueInGroup, type Check } from '../../../src/data/index.ts'
import {
  duckdbEngine,
  float,
  ident,
  integer,
  text,
  type Columns,
  type EngineRow,
} from '../../../src/table/index.ts'

const noon = new Date('2026-03-01T12:00:00Z')

/** The results of checks that failed, for rows of batches. */
async function judge(
  t: TestContext,
  columns: Columns,
  rows: readonly EngineRow[],
  checks: readonly Check[] = [],
) {
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  const batched = rows.map((row) => ({ batch: 'one', ...row }))
  const options = { table: 'levels', columns, checks, batch: 'batch', now: noon }
  const { results } = await engine.withRows({ ...columns, batch: text() }, batched, (table) =>
    checkRows(engine, ident(table), options),
  )
  return results.map(({ check, failedCount, batches, rows: found }) => ({
    check,
    failedCount,
    batches,
    rows: found.map(({ place, values }) => ({ ...values, batch: place.batch })),
  }))
}

test('a value may lie on the ends of its range, and not beyond', async (t) => {
  const columns = { height: float({ min: 0, max: 30, optional: true }) }
  const rows = [0, 30, 15, undefined, -0.001, 30.001].map((height) => ({ height }))
  assert.deepEqual(await judge(t, columns, rows), [
    {
      check: 'height is between 0 and 30',
      failedCount: 2,
      batches: ['one'],
      rows: [
        { height: -0.001, batch: 'one' },
        { height: 30.001, batch: 'one' },
      ],
    },
  ])
})

test('a range may have one end only, and one of zero', async (t) => {
  const columns = { depth: integer({ max: 0 }), count: integer({ min: 0 }) }
  const rows = [
    { depth: 0, count: 0 },
    { depth: 1, count: 5 },
    { depth: -5, count: -1 },
  ]
  const found = await judge(t, columns, rows)
  assert.deepEqual(
    found.map(({ check, failedCount, rows: failing }) => [check, failedCount, failing]),
    [
      ['depth is at most 0', 1, [{ depth: 1, count: 5, batch: 'one' }]],
      ['count is at least 0', 1, [{ depth: -5, count: -1, batch: 'one' }]],
    ],
  )
})

test('a text must be one of those listed, also of odd ones', async (t) => {
  const columns = { tide: text({ oneOf: ['high', "low'ish"] }) }
  const rows = ['high', "low'ish", 'High', 'low', undefined].map((tide) => ({ tide }))
  assert.deepEqual(await judge(t, columns, rows), [
    {
      check: "tide is one of high, low'ish",
      failedCount: 2,
      batches: ['one'],
      rows: [
        { tide: 'High', batch: 'one' },
        { tide: 'low', batch: 'one' },
      ],
    },
  ])
})

test('unique holds within a batch: two batches may tell of the same', async (t) => {
  const columns = { port: text(), hour: integer(), height: float() }
  const rows = [
    { batch: 'one', port: 'galway', hour: 1, height: 1 },
    { batch: 'one', port: 'galway', hour: 2, height: 2 },
    { batch: 'one', port: 'cork', hour: 1, height: 3 },
    { batch: 'two', port: 'galway', hour: 1, height: 4 },
    { batch: 'two', port: 'cork', hour: 1, height: 5 },
    { batch: 'two', port: 'cork', hour: 1, height: 6 },
  ]
  assert.deepEqual(await judge(t, columns, rows, [unique('port', 'hour')]), [
    {
      check: 'port, hour are unique',
      failedCount: 2,
      batches: ['two'],
      rows: [
        { batch: 'two', port: 'cork', hour: 1, height: 5 },
        { batch: 'two', port: 'cork', hour: 1, height: 6 },
      ],
    },
  ])
})

test('a rule of one’s own is broken where it is false, and where it cannot be told', async (t) => {
  const columns = { low: float({ optional: true }), high: float() }
  const rows = [
    { low: 1, high: 2 },
    { low: 3, high: 2 },
    { low: undefined, high: 2 },
  ]
  assert.deepEqual(await judge(t, columns, rows, [rule('low is below high', 'low < high')]), [
    {
      check: 'low is below high',
      failedCount: 2,
      batches: ['one'],
      rows: [
        { low: 3, high: 2, batch: 'one' },
        { low: undefined, high: 2, batch: 'one' },
      ],
    },
  ])
})

test('of many failing rows some are shown, of every batch that holds one', async (t) => {
  const columns = { height: float({ max: 1 }) }
  const rows = [
    ...Array.from({ length: 20 }, () => ({ batch: 'one', height: 9 })),
    { batch: 'three', height: 1 },
    { batch: 'two', height: 8 },
  ]
  const [found] = await judge(t, columns, rows)
  assert.equal(found?.failedCount, 21)
  assert.deepEqual(found.batches, ['one', 'two'])
  assert.equal(found.rows.filter(({ batch }) => batch === 'one').length, 5)
  assert.deepEqual(
    found.rows.filter(({ batch }) => batch === 'two'),
    [{ batch: 'two', height: 8 }],
  )
})

test('checks that hold are told as such, and no checks as none', async (t) => {
  const columns = { height: float({ min: 0 }) }
  assert.deepEqual(await judge(t, columns, [{ height: 1 }], [unique('height')]), [
    { check: 'height is at least 0', failedCount: 0, batches: [], rows: [] },
    { check: 'height are unique', failedCount: 0, batches: [], rows: [] },
  ])
  assert.deepEqual(await judge(t, { height: float() }, [{ height: 1 }]), [])
})

test('unique in the group holds across batches, and against what the group has', async (t) => {
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  const columns = { port: text({ optional: true }), hour: integer() }
  const into = { name: 'levels', columns, rows: [{ port: 'doolin', hour: 1 }, { hour: 7 }] }
  const rows = [
    { batch: 'one', port: 'galway', hour: 1 },
    { batch: 'two', port: 'galway', hour: 1 },
    { batch: 'two', port: 'galway', hour: 2 },
    { batch: 'two', port: 'doolin', hour: 1 },
    { batch: 'two', hour: 7 },
  ]
  const checks = [uniqueInGroup('port', 'hour')]
  const options = { table: 'levels', columns, checks, batch: 'batch', now: noon }
  const judged = await engine.withRows({ ...columns, batch: text() }, rows, async (table) => [
    await checkRows(engine, ident(table), { ...options, into }),
    await checkRows(engine, ident(table), options),
  ])
  assert.deepEqual(
    judged.map(({ results }) =>
      results.flatMap((result) => result.rows.map(({ place }) => `${place.batch} ${place.row}`)),
    ),
    [
      ['one 1', 'two 1', 'two 3'],
      ['one 1', 'two 1'],
    ],
  )
})
