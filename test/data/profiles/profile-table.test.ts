import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { profileTable, type Profile } from '../../../src/data/index.ts'
import {
  boolean,
  duckdbEngine,
  float,
  ident,
  integer,
  sql,
  text,
  timestamp,
  type Columns,
  type EngineRow,
} from '../../../src/table/index.ts'

async function profileRows(
  t: TestContext,
  columns: Columns,
  rows: readonly EngineRow[],
): Promise<Profile> {
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  return engine.withRows(columns, rows, (table) => profileTable(engine, ident(table), columns))
}

function columnOf({ columns }: Profile, name: string) {
  const found = columns.find((column) => column.name === name)
  assert.ok(found, `there is no column ${name}`)
  return found
}

const kindsOf = ({ alerts }: Profile) => alerts.map(({ kind, columns }) => [kind, ...columns])

function near(found: number | undefined, wanted: number): void {
  assert.ok(
    found !== undefined && Math.abs(found - wanted) <= 1e-12 * Math.max(1, Math.abs(wanted)),
  )
}

const heights = [4.5, 3.25, undefined, 12, 0, -1.5, 3.25, 7.75, 0, 2]
const periods = [9, 7.5, 8, 14, undefined, 3, 6, 11, 2, 5]

test('numbers agree with pandas 3.1.1 and NumPy 2.4.6', async (t) => {
  const columns = {
    height: float({ unit: 'ft', optional: true }),
    period: float({ optional: true }),
  }
  const rows = heights.map((height, at) => ({ height, period: periods[at] }))
  const profile = await profileRows(t, columns, rows)
  const { numbers, ...height } = columnOf(profile, 'height')
  assert.deepEqual(
    { unit: height.unit, missing: height.missingCount, distinct: height.distinctCount },
    { unit: 'ft', missing: 1, distinct: 7 },
  )
  // pandas' mean, std, skew; quantile(.05, .25, .5, .95); numpy.histogram(…, 20).
  near(numbers?.mean, 3.4722222222222223)
  near(numbers?.deviation, 4.230551907782772)
  near(numbers?.skew, 1.039354251842446)
  near(numbers?.percentiles[5], -0.9)
  near(numbers?.percentiles[25], 0)
  near(numbers?.percentiles[50], 3.25)
  near(numbers?.percentiles[95], 10.3)
  assert.deepEqual(numbers?.histogram, {
    from: -1.5,
    to: 12,
    counts: [1, 0, 2, 0, 0, 1, 0, 2, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1],
  })
  assert.deepEqual([numbers?.zeroCount, numbers?.negativeCount], [2, 1])
  const [pair] = profile.correlations.pairs
  near(pair?.pearson, 0.9708550847918832)
  near(pair?.spearman, 0.9700772721497398)
})

test('cells, duplicate rows, top values and lengths of texts are counted', async (t) => {
  const columns = { port: text({ optional: true }), open: boolean() }
  const rows = [
    { port: 'Cork', open: true },
    { port: 'Cork', open: true },
    { port: 'Galway', open: false },
    { port: undefined, open: true },
  ]
  const profile = await profileRows(t, columns, rows)
  assert.deepEqual([profile.rowCount, profile.missingCount, profile.duplicateRowCount], [4, 1, 1])
  assert.deepEqual(profile.columns, [
    {
      name: 'port',
      kind: 'text',
      type: 'VARCHAR',
      missingCount: 1,
      distinctCount: 2,
      distinctIsExact: true,
      text: {
        minLength: 4,
        meanLength: 14 / 3,
        maxLength: 6,
        patterns: [{ value: 'Aa', count: 3 }],
        dateShare: 0,
      },
      topValues: [
        { value: 'Cork', count: 2 },
        { value: 'Galway', count: 1 },
      ],
    },
    {
      name: 'open',
      kind: 'boolean',
      type: 'BOOLEAN',
      missingCount: 0,
      distinctCount: 2,
      distinctIsExact: true,
      topValues: [
        { value: 'true', count: 3 },
        { value: 'false', count: 1 },
      ],
    },
  ])
  assert.deepEqual(profile.sample.at(-1), { port: null, open: true })
  assert.deepEqual(profile.approximations, [])
})

test('what stands out is told, the gravest first', async (t) => {
  const columns = {
    id: integer(),
    note: text({ optional: true }),
    currency: text(),
    gap: float({ optional: true }),
    seen: text(),
    dry: float(),
    double: float(),
    wild: float(),
  }
  const rows = Array.from({ length: 100 }, (_, at) => ({
    id: at,
    note: undefined,
    currency: 'EUR',
    gap: at % 2 === 0 ? undefined : (at * 7) % 11,
    seen: `${String((at % 28) + 1).padStart(2, '0')}/11/2026`,
    dry: at % 3 === 0 ? 0 : ((at * 13) % 17) + 1,
    double: at === 7 ? 15 : 2 * at,
    wild: [Number.NaN, 1e9, 0][at] ?? (at * 5) % 23,
  }))
  const profile = await profileRows(t, columns, rows)
  assert.deepEqual(kindsOf(profile), [
    ['all-missing', 'note'],
    ['constant', 'currency'],
    ['non-finite', 'wild'],
    ['many-missing', 'gap'],
    ['date-in-text', 'seen'],
    ['correlated', 'id', 'double'],
    ['many-zeros', 'dry'],
    ['skewed', 'wild'],
    ['likely-key', 'id'],
  ])
})

test('a single row, a constant column and a column without values have no deviation or skew', async (t) => {
  const columns = { at: timestamp(), height: float(), none: float({ optional: true }) }
  const at = new Date('2026-03-01T12:00:00Z')
  const profile = await profileRows(t, columns, [{ at, height: 2, none: undefined }])
  assert.deepEqual(columnOf(profile, 'height').numbers?.histogram, { from: 2, to: 2, counts: [1] })
  assert.equal(columnOf(profile, 'height').numbers?.deviation, undefined)
  assert.equal(columnOf(profile, 'none').numbers, undefined)
  assert.equal(columnOf(profile, 'at').numbers?.min, at.getTime())
  assert.deepEqual(profile.sample, [{ at: '2026-03-01T12:00:00.000Z', height: 2, none: null }])
})

test('a table without rows and a column that is not there are refused', async (t) => {
  await assert.rejects(profileRows(t, { height: float() }, []), { code: 'data.profileWithoutRows' })
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  await assert.rejects(profileTable(engine, sql`(select 1 as height)`, { heigt: float() }), {
    code: 'data.profileColumnNotFound',
    message: 'The table has no column "heigt". Did you mean "height"?',
  })
})

test('a large table is estimated within stated bounds, the same each time', async (t) => {
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  const relation = sql`(select x as id, (x * 7919) % 1000 as part, x / 2 as half
    from range(200000) as r(x))`
  const profile = await profileTable(engine, relation)
  const [id, part] = [columnOf(profile, 'id'), columnOf(profile, 'part')]
  assert.deepEqual([part.distinctCount, part.distinctIsExact], [1000, true])
  assert.equal(id.distinctIsExact, false)
  assert.ok(Math.abs(id.distinctCount / 200_000 - 1) < 0.015)
  assert.ok(Math.abs((id.numbers?.percentiles[50] ?? 0) / 100_000 - 1) < 0.01)
  assert.equal(profile.duplicateRowCount, 0)
  assert.ok(Math.abs(profile.correlations.rowCount / 20_000 - 1) < 0.1)
  assert.equal(profile.approximations.length, 3)
  assert.deepEqual(await profileTable(engine, relation), profile)
})
