import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { compareProfiles, profileTable, type ColumnDrift } from '../../../src/data/index.ts'
import { duckdbEngine, sql, type Sql } from '../../../src/table/index.ts'

async function compare(t: TestContext, before: Sql, after: Sql) {
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  return compareProfiles(await profileTable(engine, before), await profileTable(engine, after))
}

test('columns that came, went and are of another kind are told', async (t) => {
  const comparison = await compare(
    t,
    sql`(select 1 as id, 2 as gone, 3 as kind)`,
    sql`(select 1 as id, 'x' as kind, 4 as new union all select 2, 'y', 5)`,
  )
  assert.deepEqual(comparison.rowCount, { before: 1, after: 2 })
  assert.deepEqual(comparison.addedColumns, ['new'])
  assert.deepEqual(comparison.removedColumns, ['gone'])
  assert.deepEqual(comparison.retypedColumns, [{ name: 'kind', before: 'number', after: 'text' }])
})

test('categories that went from half and half to 80 and 20 moved much', async (t) => {
  const shares = (share: number) =>
    sql`(select case when x < ${share} then 'a' else 'b' end as port from range(100) as r(x))`
  const { columns } = await compare(t, shares(50), shares(80))
  // (0.5 − 0.8) ln(0.5 / 0.8) + (0.5 − 0.2) ln(0.5 / 0.2)
  const wanted = 0.3 * Math.log(1.6) + 0.3 * Math.log(2.5)
  const [{ stability = 0, jensenShannon = 0, chiSquare, ...port }] = columns as [ColumnDrift]
  assert.ok(Math.abs(stability - wanted) < 1e-12)
  // scipy.spatial.distance.jensenshannon([.5, .5], [.8, .2]); chi2_contingency([[50, 50], [80, 20]],
  // correction=False)
  assert.ok(Math.abs(jensenShannon - 0.22510405812771547) < 1e-12)
  assert.ok(Math.abs((chiSquare?.statistic ?? 0) - 19.78021978021978) < 1e-9)
  assert.ok(Math.abs((chiSquare?.pValue ?? 0) / 8.68771167700004e-6 - 1) < 1e-9)
  assert.deepEqual(port, {
    name: 'port',
    missingShare: { before: 0, after: 0 },
    distinctCount: { before: 2, after: 2 },
    addedValues: [],
    removedValues: [],
    level: 'much',
  })
})

test('numbers that moved by half their range lie 0.5 apart', async (t) => {
  const from = (start: number) => sql`(select x + ${start} as height from range(1001) as r(x))`
  const { columns } = await compare(t, from(0), from(500))
  assert.ok(Math.abs((columns[0]?.ks ?? 0) - 0.5) < 0.01)
  assert.deepEqual(columns[0]?.mean, { before: 500, after: 1000 })
  assert.equal(columns[0]?.wasserstein, 500)
  assert.ok(Math.abs((columns[0]?.wassersteinNormed ?? 0) - 500 / 289.10811) < 1e-4)
  assert.equal(columns[0]?.level, 'much')
})

test('a table has not moved from itself', async (t) => {
  const table = sql`(select x as id, x % 7 as part, null::double as none from range(500) as r(x))`
  const { columns } = await compare(t, table, table)
  assert.deepEqual(
    columns.map(({ stability, ks, level }) => [stability, ks, level]),
    [
      [0, 0, 'none'],
      [0, 0, 'none'],
      [undefined, undefined, 'none'],
    ],
  )
})

test('categories that came and went are named, where all are known', async (t) => {
  const of = (values: string) => ({ strings: [`(select unnest([${values}]) as port)`], values: [] })
  const { columns } = await compare(t, of("'Cork', 'Cobh', 'Cork'"), of("'Cork', 'Galway'"))
  assert.deepEqual([columns[0]?.addedValues, columns[0]?.removedValues], [['Galway'], ['Cobh']])
})

test('numbers of few values are compared by each of them, exactly', async (t) => {
  const of = (counts: string) => ({
    strings: [
      `(select unnest(repeat([year], times)) as year from (values ${counts}) as r(year, times))`,
    ],
    values: [],
  })
  const before = of('(2020, 10), (2021, 30), (2022, 60)')
  const { columns } = await compare(t, before, of('(2021, 20), (2022, 50), (2023, 30)'))
  const [{ ks, wasserstein, wassersteinNormed, stability }] = columns as [ColumnDrift]
  // SciPy's ks_2samp and wasserstein_distance; NumPy's Σ (p − q) ln(p / q), 0.0001 in empty bins.
  const wanted = [0.3, 0.6, 0.8899438184514797, 3.1499730523988365]
  for (const [at, found] of [ks, wasserstein, wassersteinNormed, stability].entries()) {
    assert.ok(Math.abs((found ?? 0) - (wanted[at] ?? 0)) < 1e-12)
  }
})

test('a value that only one side lists is no sign of drift where there are many', async (t) => {
  const ports = (seed: number) =>
    sql`(select 'port ' || (hash(x * 7 + ${seed}) % 90) as port from range(20000) as r(x))`
  const { columns } = await compare(t, ports(1), ports(2))
  const [{ level, stability = 1, addedValues }] = columns as [ColumnDrift]
  assert.deepEqual([level, addedValues], ['none', undefined])
  assert.ok(stability < 0.02)
})
