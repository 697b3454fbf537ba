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
  return engine.withRows(columns, rows, (table) => profileTable(engine, ident(table), { columns }))
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
        lengths: { from: 3.5, to: 6.5, counts: [2, 0, 1] },
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
  await assert.rejects(
    profileTable(engine, sql`(select 1 as height)`, { columns: { heigt: float() } }),
    {
      code: 'data.profileColumnNotFound',
      message: 'The table has no column "heigt". Did you mean "height"?',
    },
  )
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

test('columns that are missing together are told, with where and how often', async (t) => {
  const columns = {
    deck: text({ optional: true }),
    cabin: text({ optional: true }),
    age: float({ optional: true }),
    fare: float(),
  }
  const rows = Array.from({ length: 80 }, (_, at) => ({
    deck: at < 40 ? undefined : 'B',
    cabin: at < 40 ? undefined : `B${at % 7}`,
    age: at % 4 === 0 ? undefined : at,
    fare: at,
  }))
  const { missing, alerts } = await profileRows(t, columns, rows)
  assert.deepEqual(missing.columns, ['deck', 'cabin', 'age'])
  assert.deepEqual(missing.bands[0], [
    ...Array.from({ length: 20 }, () => 1),
    ...Array.from({ length: 20 }, () => 0),
  ])
  assert.deepEqual(missing.patterns, [
    { columns: [], count: 30 },
    { columns: ['deck', 'cabin'], count: 30 },
    { columns: ['age'], count: 10 },
    { columns: ['deck', 'cabin', 'age'], count: 10 },
  ])
  assert.deepEqual(missing.pairs, [{ first: 'deck', second: 'cabin', correlation: 1 }])
  assert.deepEqual(
    alerts.filter(({ kind }) => kind === 'missing-together'),
    [
      {
        kind: 'missing-together',
        columns: ['deck', 'cabin'],
        sentence: 'deck and cabin are missing in the same rows, or nearly.',
      },
    ],
  )
})

test('a category that tells another, an imbalance and many different texts stand out', async (t) => {
  const columns = { country: text(), currency: text(), contract: text(), title: text() }
  const rows = Array.from({ length: 400 }, (_, at) => ({
    country: ['IE', 'FR', 'UK'][at % 3] ?? '',
    currency: ['EUR', 'EUR', 'GBP'][at % 3] ?? '',
    contract: at % 50 === 0 ? 'part' : 'full',
    title: `engineer ${at % 60}`,
  }))
  const { alerts } = await profileRows(t, columns, rows)
  assert.deepEqual(
    alerts.map(({ sentence }) => sentence),
    [
      '334 rows stand in the table before (83.5 %).',
      'country and currency go together closely (Cramér’s V 1.00).',
      'country and title go together closely (Cramér’s V 0.93).',
      'currency and title go together closely (Cramér’s V 0.92).',
      'contract is “full” in 98 % of its values.',
      'title has 60 different texts: many for a category.',
    ],
  )
})

test('a table is told over its time, in the finest calendar unit, stretches without rows too', async (t) => {
  const columns = {
    at: timestamp(),
    height: float({ optional: true }),
    open: boolean(),
    port: text(),
  }
  const day = (of: string) => new Date(`2026-03-${of}T12:00:00Z`)
  const rows = [
    { at: day('01'), height: 1, open: true, port: 'Cork' },
    { at: day('01'), height: 3, open: false, port: 'Cork' },
    { at: day('02'), height: undefined, open: true, port: 'Cork' },
    { at: day('04'), height: 5, open: true, port: 'Cork' },
  ]
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  const wide = [
    ...rows,
    { at: new Date('2026-04-20T00:00:00Z'), height: 7, open: false, port: 'Cobh' },
  ]
  const days = await engine.withRows(columns, wide, (table) =>
    profileTable(engine, ident(table), { columns, time: 'at' }),
  )
  const { starts = [], rowCounts = [], columns: sliced = [], ...named } = days.overTime ?? {}
  assert.deepEqual(named, { column: 'at', unit: 'day' })
  assert.equal(starts.length, 51)
  assert.deepEqual(starts.slice(0, 2), ['2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z'])
  assert.deepEqual(rowCounts.slice(0, 5), [2, 1, 0, 1, 0])
  assert.deepEqual(
    sliced.map(({ name }) => name),
    ['height', 'open', 'port'],
  )
  assert.deepEqual(sliced[0]?.missingCounts.slice(0, 4), [0, 1, 0, 0])
  assert.deepEqual(sliced[0]?.means?.slice(0, 4), [2, null, null, 5])
  assert.deepEqual(sliced[0]?.lows?.slice(0, 4), [1.2000000000000002, null, null, 5])
  assert.deepEqual(sliced[1]?.means?.slice(0, 4), [0.5, 1, null, 1])
})

test('a table is told by the commonest values of a column, missing ones and the rest', async (t) => {
  const columns = { port: text({ optional: true }), height: float() }
  const rows = Array.from({ length: 91 }, (_, at) => {
    const rank = Math.floor((Math.sqrt(8 * at + 1) - 1) / 2)
    return { port: rank === 12 ? undefined : `port ${String(rank).padStart(2, '0')}`, height: rank }
  })
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  const { byValue } = await engine.withRows(columns, rows, (table) =>
    profileTable(engine, ident(table), { columns, by: 'port' }),
  )
  const descending = Array.from({ length: 11 }, (_, at) => 11 - at)
  assert.deepEqual(byValue, {
    column: 'port',
    values: [null, ...descending.map((rank) => `port ${String(rank).padStart(2, '0')}`)],
    hasOthers: true,
    rowCounts: [13, ...descending.map((rank) => rank + 1), 1],
    columns: [
      {
        name: 'height',
        missingCounts: Array.from({ length: 13 }, () => 0),
        means: [12, ...descending, 0],
        lows: [12, ...descending, 0],
        medians: [12, ...descending, 0],
        highs: [12, ...descending, 0],
      },
    ],
  })
})

test('a time that is no moment and a column to cut by that is not there are refused', async (t) => {
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  const table = sql`(select 1 as height, 'Cork' as port)`
  await assert.rejects(profileTable(engine, table, { time: 'height' }), {
    code: 'data.profileTimeOfWrongType',
    message: 'The column "height" is of type integer: a table is cut by a column of moments.',
  })
  await assert.rejects(profileTable(engine, table, { by: 'prt' }), {
    code: 'data.profileColumnNotFound',
    message: 'The table has no column "prt". Did you mean "port"?',
  })
})

test('two numbers that meet are counted in cells, beyond 1 and 99 % in the outer ones', async (t) => {
  const columns = { x: float(), y: float() }
  const rows = Array.from({ length: 1201 }, (_, at) => ({ x: at, y: at === 1200 ? 1e9 : -at }))
  const { interactions } = await profileRows(t, columns, rows)
  const [first, ...others] = interactions
  assert.deepEqual(others, [])
  assert.deepEqual([first?.x, first?.fromX, first?.toX], ['x', 12, 1188])
  assert.deepEqual([first?.y, first?.fromY, first?.toY], ['y', -1187, -11])
  assert.equal(
    first?.counts.flat().reduce((sum, count) => sum + count, 0),
    1201,
  )
  assert.equal(first?.counts[11]?.[11], 1)
  assert.ok((first?.counts[11]?.[0] ?? 0) >= 100)
})

test('odd names and texts, and five hundred columns, are told as any others', async (t) => {
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  const odd = sql`(select 1 as "row", 2 as "place of the row in the table", 'x' as "a""b", '' as "value_0",
    repeat('long ', 100000) as " ", 3 as "sum(")`
  const profile = await profileTable(
    engine,
    sql`(select * from ${odd} union all select * from ${odd})`,
  )
  assert.deepEqual(
    profile.columns.map(({ name }) => name),
    ['row', 'place of the row in the table', 'a"b', 'value_0', ' ', 'sum('],
  )
  assert.deepEqual(profile.columns[4]?.text?.maxLength, 500_000)
  assert.equal(profile.columns[4]?.topValues?.[0]?.value.length, 500)
  assert.equal(String(profile.sample[0]?.[' ']).length, 500)
  const names = Array.from({ length: 500 }, (_, at) => `column ${at}`)
  const rows = Array.from({ length: 300 }, (_, row) =>
    Object.fromEntries(names.map((name, at) => [name, (row * (at + 3)) % 97])),
  )
  const wide = await profileRows(t, Object.fromEntries(names.map((name) => [name, float()])), rows)
  assert.deepEqual([wide.columns.length, wide.correlations.columns.length], [500, 60])
  assert.deepEqual(wide.approximations, ['Correlations are of the first 60 columns.'])
})
