import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { defineSettings, seededRandom } from '../../../src/base/index.ts'
import {
  checkRows,
  chiSquare,
  js,
  kl,
  ks,
  meanWithin,
  psi,
  similar,
  warn,
  wasserstein,
  type Check,
  type CheckOptions,
  type OpenTable,
} from '../../../src/data/index.ts'
import {
  binCategories,
  chiSquareTwoSample,
  correctPValues,
  countCategories,
  jensenShannon,
  kolmogorovSmirnov,
  meanShift,
  wassersteinNormed,
} from '../../../src/learn/index.ts'
import {
  duckdbEngine,
  float,
  ident,
  sql,
  text,
  timestamp,
  type Columns,
  type RowOf,
} from '../../../src/table/index.ts'

const engine = duckdbEngine({ threads: 1 })
after(() => {
  engine.close()
})

const columns = {
  height: float({ optional: true }),
  period: float(),
  port: text(),
  at: timestamp(),
} satisfies Columns

type Row = RowOf<typeof columns>

function drawRows(seed: string, count: number, shift: number): Row[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => ({
    height: random.normal() + shift,
    period: random.normal(),
    port: random.next() < 0.3 + shift / 2 ? 'galway' : 'cork',
    at: new Date(1e12 + Math.round(1e6 * random.normal())),
  }))
}

const before = drawRows('before', 500, 0)
const now = drawRows('now', 400, 0.2)
const reference = { name: 'before', columns, rows: before }

async function judge(check: Check, rows: readonly Row[], options: Partial<CheckOptions> = {}) {
  const report = await engine.withRows(columns, rows, (table) =>
    checkRows(engine, ident(table), {
      table: 'now',
      columns,
      checks: [check],
      now: new Date(0),
      ...options,
    }),
  )
  const [result] = report.results
  assert.ok(result)
  return result
}

async function holds(check: Check): Promise<boolean> {
  return (await judge(check, now)).holds
}

const heightsOf = (rows: readonly Row[]) => Float64Array.from(rows, (row) => row.height ?? NaN)
const portsOf = (rows: readonly Row[]) => rows.map((row) => row.port)
const height = { columns: ['height'] as const, to: reference }
const port = { columns: ['port'] as const, to: reference }

test('Kolmogorov–Smirnov differs from where p is alpha', async () => {
  const { pValue } = kolmogorovSmirnov(heightsOf(before), heightsOf(now))
  assert.equal(await holds(similar({ ...height, by: ks({ alpha: pValue }) })), false)
  assert.equal(await holds(similar({ ...height, by: ks({ alpha: pValue * 0.999 }) })), true)
})

test('chi-square differs where p is below alpha', async () => {
  const counts = countCategories(portsOf(before), portsOf(now))
  const { pValue } = chiSquareTwoSample(counts.reference, counts.current)
  assert.equal(await holds(similar({ ...port, by: chiSquare({ alpha: pValue }) })), true)
  assert.equal(await holds(similar({ ...port, by: chiSquare({ alpha: pValue * 1.001 }) })), false)
})

test('a distance must be below its limit, of numbers and of categories', async () => {
  const apart = wassersteinNormed(heightsOf(before), heightsOf(now))
  assert.equal(await holds(similar({ ...height, by: wasserstein({ below: apart }) })), false)
  assert.equal(await holds(similar({ ...height, by: wasserstein({ below: apart * 1.001 }) })), true)
  const shares = binCategories(portsOf(before), portsOf(now))
  const distance = jensenShannon(shares.reference, shares.current)
  assert.equal(await holds(similar({ ...port, by: js({ below: distance }) })), false)
  assert.equal(await holds(similar({ ...port, by: js({ below: distance * 1.001 }) })), true)
  for (const measure of [psi, kl, js]) {
    for (const columnsOf of [height, port]) {
      assert.equal(await holds(similar({ ...columnsOf, by: measure({ below: 0.001 }) })), false)
      assert.equal(await holds(similar({ ...columnsOf, by: measure({ below: 0.8 }) })), true)
    }
  }
})

test('a mean is within so many deviations, the end included', async () => {
  const shift = meanShift(heightsOf(before), heightsOf(now))
  assert.equal(await holds(similar({ ...height, by: meanWithin(shift) })), true)
  assert.equal(await holds(similar({ ...height, by: meanWithin(shift * 0.999) })), false)
})

test('moments are compared as numbers', async () => {
  const later = now.map((row) => ({ ...row, at: new Date(row.at.getTime() + 1e9) }))
  const check = similar({ columns: ['at'], to: reference, by: ks({ alpha: 1e-4 }) })
  assert.deepEqual(
    [(await judge(check, now)).holds, (await judge(check, later)).holds],
    [true, false],
  )
})

test('one check tells of all its columns, with corrected chances, the different ones first', async () => {
  const check = similar({
    columns: ['period', 'height'],
    to: reference,
    by: ks({ alpha: 0.01 }),
    correct: 'sidak',
  })
  const result = await judge(check, now)
  const pOf = (name: 'period' | 'height') =>
    kolmogorovSmirnov(
      Float64Array.from(before, (row) => row[name] ?? NaN),
      Float64Array.from(now, (row) => row[name] ?? NaN),
    )
  const found = [pOf('period'), pOf('height')]
  const pValues = found.map(({ pValue }) => pValue)
  const corrected = correctPValues(pValues, 'sidak')
  assert.deepEqual(
    result.comparisons,
    ['period', 'height'].map((column, at) => ({
      column,
      statistic: found[at]?.statistic,
      pValue: pValues[at],
      correctedPValue: corrected[at],
      holds: column === 'period',
    })),
  )
  assert.equal(
    result.expected,
    'period, height are as in before: Kolmogorov–Smirnov p is above 0.01, corrected by Šidák',
  )
  assert.match(
    result.found,
    /^height differs, 0\.\d+ with p [\d.e-]+, corrected [\d.e-]+; period 0\.\d+ with p 0\.\d+, corrected 0\.\d+$/,
  )
})

test('a correction lets stand what one of many tests calls different by chance', async () => {
  const { pValue } = kolmogorovSmirnov(heightsOf(before), heightsOf(now))
  const by = ks({ alpha: pValue * 1.5 })
  const columnsOf = { columns: ['period', 'height'] as const, to: reference, by }
  assert.equal(await holds(similar(columnsOf)), false)
  assert.equal(await holds(similar({ ...columnsOf, correct: 'sidak' })), true)
  assert.equal(await holds(similar({ ...columnsOf, correct: 'benjaminiHochberg' })), true)
})

test('a limit may be a setting', async () => {
  const settings = defineSettings({ shift: { default: 0.01 } })
  const check = similar({ ...height, by: meanWithin(settings.shift) })
  assert.equal(check.name, 'height are as in before: the mean is within shift deviations')
  assert.equal((await judge(check, now)).holds, false)
  const loose = await judge(check, now, { settings: { shift: 1 } })
  assert.deepEqual(
    [loose.holds, loose.expected],
    [true, 'height are as in before: the mean is within 1 deviations'],
  )
})

test('all batches are judged together', async () => {
  const check = warn(similar({ ...height, by: meanWithin(0.01) }))
  const result = await judge(check, now, { batch: 'port' })
  assert.deepEqual([result.severity, result.batches], ['warn', ['cork', 'galway']])
})

test('without rows there is nothing to compare; without values a column differs', async () => {
  const empty = { name: 'new', columns }
  const check = similar({ columns: ['height'], to: empty, by: ks() })
  const openTable: OpenTable = (_table, use) =>
    use(sql`(select null::double as height where false)`)
  const none = await judge(check, now, { openTable })
  assert.deepEqual([none.holds, none.found], [true, 'not compared, new has no rows'])
  const nobody = await judge(similar({ ...height, by: ks() }), [])
  assert.deepEqual([nobody.holds, nobody.found], [true, 'not compared, there are no rows'])
  const absent = now.map((row) => ({ ...row, height: undefined }))
  const missing = await judge(similar({ ...height, by: ks() }), absent)
  assert.deepEqual(
    [missing.holds, missing.found],
    [false, 'height differs, one side has no values'],
  )
})

test('texts have no mean: such a check is a fault of the definition', async () => {
  for (const by of [meanWithin(1), wasserstein()]) {
    await assert.rejects(judge(similar({ ...port, by }), now), {
      code: 'data.columnNotComparable',
    })
  }
  await assert.rejects(judge(similar({ ...port, by: ks() }), now), {
    code: 'data.columnNotComparable',
    message: /needs numbers, but "port" is of type text/,
  })
})

test('what a reference has not, and a correction of what is no test, do not compile', () => {
  const { height: _height, ...others } = columns
  const lesser = { name: 'lesser', columns: others, rows: [] }
  // @ts-expect-error the reference has no height
  similar({ columns: ['height'], to: lesser, by: ks() })
  // @ts-expect-error a distance has no chance to correct
  similar({ ...height, by: psi(), correct: 'sidak' })
})
