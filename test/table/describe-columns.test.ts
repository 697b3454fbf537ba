import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  boolean,
  describeColumns,
  duckdbEngine,
  float,
  ident,
  integer,
  text,
  timestamp,
  type ColumnSummary,
  type Columns,
  type EngineRow,
} from '../../src/table/index.ts'

async function describe(
  t: TestContext,
  columns: Columns,
  rows: readonly EngineRow[],
): Promise<ColumnSummary[]> {
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  return engine.withRows(columns, rows, (table) => describeColumns(engine, ident(table), columns))
}

test('numbers are told by mean, deviation and quantiles, absent values are counted', async (t) => {
  const heights = [2, 4, 4, 4, 5, 5, 7, 9]
  const rows = [...heights, undefined, undefined].map((height) => ({ height, count: 3 }))
  // By hand: the sum is 40; the squared distances to 5 sum up to 32, of 8 values: √(32 / 7).
  assert.deepEqual(
    await describe(t, { height: float({ optional: true }), count: integer() }, rows),
    [
      {
        name: 'height',
        missingCount: 2,
        distinctCount: 5,
        mean: 5,
        deviation: Math.sqrt(32 / 7),
        min: 2,
        median: 4.5,
        max: 9,
      },
      {
        name: 'count',
        missingCount: 0,
        distinctCount: 1,
        mean: 3,
        deviation: 0,
        min: 3,
        median: 3,
        max: 3,
      },
    ],
  )
})

test('numbers whose squares no float holds have no deviation, and all else', async (t) => {
  const columns = { height: float(), low: float() }
  const rows = [1, 3, 1e300].map((height) => ({ height, low: -height }))
  const [height, low] = await describe(t, columns, rows)
  assert.deepEqual([height?.median, height?.max, height?.deviation], [3, 1e300, undefined])
  assert.deepEqual([low?.median, low?.min, low?.deviation], [-3, -1e300, undefined])
})

test('other columns are only counted', async (t) => {
  const columns = { beach: text(), at: timestamp(), isOpen: boolean({ optional: true }) }
  const at = new Date('2026-03-01T12:00:00Z')
  const rows = [
    { beach: 'lahinch', at, isOpen: true },
    { beach: 'easkey', at, isOpen: undefined },
  ]
  assert.deepEqual(await describe(t, columns, rows), [
    { name: 'beach', missingCount: 0, distinctCount: 2 },
    { name: 'at', missingCount: 0, distinctCount: 1 },
    { name: 'isOpen', missingCount: 1, distinctCount: 1 },
  ])
})

test('of no rows and of one row only what can be told is told', async (t) => {
  const columns = { height: float() }
  assert.deepEqual(await describe(t, columns, []), [
    { name: 'height', missingCount: 0, distinctCount: 0 },
  ])
  assert.deepEqual(await describe(t, columns, [{ height: 2.5 }]), [
    {
      name: 'height',
      missingCount: 0,
      distinctCount: 1,
      mean: 2.5,
      min: 2.5,
      median: 2.5,
      max: 2.5,
    },
  ])
})
