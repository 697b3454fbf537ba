import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { defineSettings } from '../../../src/base/index.ts'
import {
  checkRows,
  exactSchema,
  fresh,
  inBox,
  inRange,
  matches,
  missingAtMost,
  oneOf,
  present,
  quarantine,
  references,
  related,
  rowCount,
  rowRule,
  rule,
  unique,
  warn,
  type Check,
  type CheckOptions,
} from '../../../src/data/index.ts'
import {
  duckdbEngine,
  float,
  ident,
  sql,
  text,
  timestamp,
  type Columns,
  type EngineRow,
} from '../../../src/table/index.ts'

const engine = duckdbEngine({ threads: 1 })
after(() => {
  engine.close()
})

const now = new Date('2026-03-01T12:00:00Z')

const columns = {
  port: text({ optional: true }),
  at: timestamp({ optional: true }),
  low: float({ optional: true }),
  high: float({ optional: true }),
} satisfies Columns

async function judge(
  checks: readonly Check[],
  rows: readonly EngineRow[],
  options: Partial<CheckOptions> = {},
) {
  return engine.withRows(columns, rows, (table) =>
    checkRows(engine, ident(table), { table: 'tides', columns, checks, now, ...options }),
  )
}

/** The places of the rows that break one check. */
async function brokenBy(check: Check, rows: readonly EngineRow[]): Promise<number[]> {
  const { results } = await judge([check], rows)
  assert.equal(results[0]?.failedCount, results[0]?.rows.length)
  return results.flatMap((result) => result.rows.map(({ place }) => place.row))
}

/** Whether a check of the whole table holds, and what it found. */
async function foundBy(check: Check, rows: readonly EngineRow[]) {
  const { results } = await judge([check], rows)
  return results.map(({ holds, found }) => [holds, found])
}

const nothing: EngineRow = {}

test('a range lets both its ends in and nothing beyond them', async () => {
  const rows = [-0.001, 0, 10, 10.001].map((low) => ({ low }))
  assert.deepEqual(await brokenBy(inRange('low', { min: 0, max: 10 }), rows), [1, 4])
  assert.deepEqual(await brokenBy(inRange('low', { min: 0 }), rows), [1])
  assert.deepEqual(await brokenBy(inRange('low', { max: 10 }), rows), [4])
})

test('texts are among the known ones, or match a pattern', async () => {
  const rows = ['galway', 'GALWAY', 'cork 1', 'cork 12'].map((port) => ({ port }))
  assert.deepEqual(await brokenBy(oneOf('port', ['galway', 'cork 1']), rows), [2, 4])
  assert.deepEqual(await brokenBy(matches('port', /galway/i), rows), [3, 4])
  assert.deepEqual(await brokenBy(matches('port', /^[a-z]+( \d)?$/), rows), [2, 4])
  assert.deepEqual(await brokenBy(matches('port', /^(?<name>gal)\w|c\u006frk/), rows), [2])
  assert.deepEqual(await brokenBy(matches('port', /^[^]{6}$/), rows), [4])
})

test('a pattern that the engine can not run is refused, when it is declared or when it runs', async () => {
  for (const pattern of [/(?=a)/, /(?<!a)b/, /(a)\1/, /(?<x>a)\k<x>/]) {
    assert.throws(() => matches('port', pattern), { code: 'data.patternNotSupported' })
  }
  await assert.rejects(judge([matches('port', /\cA/)], [{ port: 'a' }]), {
    code: 'data.checkNotRunnable',
  })
  assert.equal(matches('port', /a\\1/).name, String.raw`port matches /a\\1/`)
})

test('an absent value breaks no rule but its own presence', async () => {
  const elsewhere = { name: 'ports', columns: { id: text() }, rows: [] }
  const box = { south: 0, north: 1, west: 0, east: 1 }
  const rules = [
    inRange('low', { min: 1, max: 2 }),
    oneOf('port', []),
    matches('port', /x/),
    related('low', '<', 'high'),
    references({ port: 'id' }, elsewhere),
    inBox({ latitude: 'low', longitude: 'high' }, box),
    unique('port'),
    unique('port', 'low'),
  ]
  for (const check of rules) {
    assert.deepEqual(await brokenBy(check, [nothing, nothing]), [], check.name)
  }
  assert.deepEqual(await brokenBy(present('port'), [nothing, { port: 'x' }]), [1])
})

test('two columns stand in a relation', async () => {
  const rows = [
    { low: 1, high: 2 },
    { low: 2, high: 2 },
    { low: 3, high: 2 },
  ]
  assert.deepEqual(await brokenBy(related('low', '<=', 'high'), rows), [3])
  assert.deepEqual(await brokenBy(related('low', '<', 'high'), rows), [2, 3])
  assert.deepEqual(await brokenBy(related('low', '=', 'high'), rows), [1, 3])
  assert.deepEqual(await brokenBy(related('low', '<>', 'high'), rows), [2])
  assert.deepEqual(await brokenBy(related('low', '>', 'high'), rows), [1, 2])
  assert.deepEqual(await brokenBy(related('low', '>=', 'high'), rows), [1])
})

test('a rule of one’s own is an expression that good rows fulfil', async () => {
  const rows = [{ low: 1, high: 2 }, nothing, { low: 2, high: 1 }]
  assert.deepEqual(await brokenBy(rule('high is above low', 'high > low'), rows), [2, 3])
  assert.deepEqual(await brokenBy(rule('noted', 'high > low -- or not'), rows), [2, 3])
})

test('a rule may be a function, asked once for each different row', async () => {
  let askedCount = 0
  const check = rowRule({
    name: 'a port is spelt as it sounds',
    columns,
    reads: ['port', 'low'],
    holds: ({ port, low }) => {
      askedCount += 1
      return port === port?.normalize('NFC') && (low ?? 0) >= 0
    },
  })
  const rows = [
    { port: 'a' },
    { port: 'e\u0301', low: 1 },
    { port: 'a' },
    { port: 'a', low: -1 },
    nothing,
  ]
  assert.deepEqual(await brokenBy(check, rows), [2, 4])
  assert.equal(askedCount, 4)
})

test('all rows of a value that stands twice break its uniqueness', async () => {
  const rows = [
    { port: 'a', low: 1 },
    { port: 'b', low: 1 },
    { port: 'a', low: 2 },
    { port: 'b', low: 1 },
  ]
  assert.deepEqual(await brokenBy(unique('port', 'low'), rows), [2, 4])
  assert.deepEqual(await brokenBy(unique('port'), rows), [1, 2, 3, 4])
})

test('what is referred to stands in the other table', async () => {
  const ports = {
    name: 'ports',
    columns: { id: text({ optional: true }), level: float() },
    rows: [{ id: 'a', level: 1 }, { level: 2 }],
  }
  const rows = [
    { port: 'a', low: 1 },
    { port: 'a', low: 2 },
    { port: 'b', low: 1 },
  ]
  assert.deepEqual(await brokenBy(references({ port: 'id' }, ports), rows), [3])
  assert.deepEqual(await brokenBy(references({ port: 'id', low: 'level' }, ports), rows), [2, 3])
  const { rows: _rows, ...unopened } = ports
  await assert.rejects(judge([references({ port: 'id' }, unopened)], rows), {
    code: 'data.tableNotOpenable',
  })
  const opened = await judge([references({ port: 'id' }, unopened)], rows, {
    openTable: (_table, use) => use(sql`(select 'b' as id)`),
  })
  assert.deepEqual(opened.results[0]?.failedCount, 2)
})

test('a box holds its border, and may span the 180th meridian', async () => {
  const place = { latitude: 'low', longitude: 'high' } as const
  const ireland = inBox(place, { south: 51, north: 56, west: -11, east: -5 })
  const corners = [
    { low: 51, high: -11 },
    { low: 56, high: -5 },
    { low: 50.9, high: -8 },
    { low: 56.1, high: -8 },
    { low: 53, high: -11.1 },
    { low: 53, high: -4.9 },
  ]
  assert.deepEqual(await brokenBy(ireland, corners), [3, 4, 5, 6])
  const fiji = inBox(place, { south: -21, north: -12, west: 176, east: -178 })
  const around = [176, 180, -180, -178, 175.9, -177.9].map((high) => ({ low: -17, high }))
  assert.deepEqual(await brokenBy(fiji, around), [5, 6])
})

test('the missing share is held to its limit, the limit included', async () => {
  const rows = [nothing, { low: 1 }, { low: 1 }, { low: 1 }]
  assert.deepEqual(await foundBy(missingAtMost('low', 0.25), rows), [
    [true, '1 of 4 missing, 0.25'],
  ])
  assert.deepEqual(await foundBy(missingAtMost('low', 0.24), rows), [
    [false, '1 of 4 missing, 0.25'],
  ])
  assert.deepEqual(await foundBy(missingAtMost('low', 0), []), [[true, '0 of 0 missing, 0']])
})

test('the number of rows is held to both its ends', async () => {
  const rows = [nothing, nothing]
  assert.deepEqual(await foundBy(rowCount({ min: 2, max: 2 }), rows), [[true, '2 rows']])
  assert.deepEqual(await foundBy(rowCount({ min: 3 }), rows), [[false, '2 rows']])
  assert.deepEqual(await foundBy(rowCount({ max: 1 }), rows), [[false, '2 rows']])
  assert.deepEqual(await foundBy(rowCount({ min: 1 }), []), [[false, '0 rows']])
})

test('the newest moment is at most so old', async () => {
  const rows = ['2026-02-27T12:00:00Z', '2026-02-28T12:00:00Z'].map((at) => ({ at: new Date(at) }))
  assert.deepEqual(await foundBy(fresh('at', '24h'), rows), [
    [true, '2026-02-28T12:00:00.000Z, 1 d old'],
  ])
  assert.deepEqual(await foundBy(fresh('at', '23h'), rows), [
    [false, '2026-02-28T12:00:00.000Z, 1 d old'],
  ])
  assert.deepEqual(await foundBy(fresh('at', '1d'), []), [[false, 'no moment']])
})

test('a schema is exact in names, types and order', async () => {
  const schemaOf = async (check: Check, relation: string) => {
    const found = await checkRows(
      engine,
      { strings: [`(${relation})`], values: [] },
      {
        table: 'tides',
        columns: { port: text(), low: float() },
        checks: [check],
        now,
      },
    )
    return found.results.map(({ holds, found: tell }) => [holds, tell])
  }
  const exact = exactSchema()
  assert.deepEqual(await schemaOf(exact, `select 'a' as port, 1.5 as low`), [[true, 'port, low']])
  const swapped = `select 1.5 as low, 'a' as port`
  assert.deepEqual(await schemaOf(exact, swapped), [[false, 'the order is low, port']])
  assert.deepEqual(await schemaOf(exactSchema({ anyOrder: true }), swapped), [[true, 'low, port']])
  assert.deepEqual(await schemaOf(exact, `select 'a' as port, 'b' as low, 1 as more`), [
    [false, 'more is not declared; low is varchar, not float'],
  ])
  assert.deepEqual(await schemaOf(exact, `select 1.0 as low`), [[false, 'port is missing']])
})

test('thresholds are settings, shown by name where declared and by value where judged', async () => {
  const settings = defineSettings({
    most: { default: 10 },
    share: { default: 0.1 },
    age: { default: '2d' },
  })
  const checks = [
    inRange('low', { max: settings.most }),
    missingAtMost('high', settings.share),
    fresh('at', settings.age),
  ]
  assert.deepEqual(
    checks.map(({ name }) => name),
    [
      'low is at most most',
      'the missing share of high is at most share',
      'the newest at is at most age old',
    ],
  )
  const rows = [{ low: 10, high: 1, at: now }]
  const byDefault = await judge(checks, rows)
  assert.equal(byDefault.verdict, 'passed')
  const strict = await judge(checks, rows, { settings: { most: 9, share: 0, age: '1h' } })
  assert.deepEqual(
    strict.results.map(({ expected, holds }) => [expected, holds]),
    [
      ['low is at most 9', false],
      ['the missing share of high is at most 0', true],
      ['the newest at is at most 1h old', true],
    ],
  )
})

test('the worst severity of what is broken is the verdict', async () => {
  const low = inRange('low', { max: 1 })
  const high = inRange('high', { max: 1 })
  const rows = [{ low: 2, high: 2 }]
  assert.equal((await judge([warn(low)], rows)).verdict, 'warned')
  assert.equal((await judge([warn(low), quarantine(high)], rows)).verdict, 'quarantined')
  assert.equal((await judge([low, quarantine(high)], rows)).verdict, 'refused')
  assert.equal((await judge([warn(low), high], [{ low: 2, high: 1 }])).verdict, 'warned')
  assert.equal((await judge([], rows)).verdict, 'passed')
})

test('each batch is judged by itself, an empty one too, and rows are counted in theirs', async () => {
  const rows = [
    { port: 'a', low: 1 },
    { port: 'a', low: 1 },
    { port: 'b', low: 1 },
    { port: 'b', low: 5 },
  ]
  const report = await judge(
    [unique('port', 'low'), inRange('low', { max: 4 }), rowCount({ min: 1 })],
    rows,
    { batch: 'port', batches: ['a', 'b', 'c'] },
  )
  assert.deepEqual(
    report.results.map(({ found, batches, rows: sample }) => [
      found,
      batches,
      sample.map(({ place }) => place),
    ]),
    [
      [
        '2 of 4 rows break it',
        ['a'],
        [
          { batch: 'a', row: 1 },
          { batch: 'a', row: 2 },
        ],
      ],
      ['1 of 4 rows breaks it', ['b'], [{ batch: 'b', row: 2 }]],
      ['1 of 3 deliveries, first 0 rows', ['c'], []],
    ],
  )
})

test('a broken check tells all that a person needs, with the first five rows', async () => {
  const rows = Array.from({ length: 9 }, (_, at) => ({ port: 'a', low: at }))
  const report = await judge([quarantine(inRange('low', { max: 1 }))], rows)
  assert.deepEqual(report, {
    table: 'tides',
    rowCount: 9,
    verdict: 'quarantined',
    results: [
      {
        check: 'low is at most 1',
        kind: 'row',
        severity: 'quarantine',
        holds: false,
        expected: 'low is at most 1',
        found: '7 of 9 rows break it',
        failedCount: 7,
        batches: [],
        rows: [2, 3, 4, 5, 6].map((low) => ({
          place: { row: low + 1 },
          values: { port: 'a', at: undefined, low, high: undefined },
        })),
      },
    ],
  })
})

test('a check of a column that is not declared is a fault of the definition', async () => {
  await assert.rejects(judge([present('prot')], []), {
    code: 'data.checkOfUnknownColumn',
    message: /"prot".*Did you mean "port"/,
  })
})
