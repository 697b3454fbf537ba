import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { isSwellError } from '../../../src/base/index.ts'
import {
  checkData,
  checkDataset,
  csvRows,
  exactSchema,
  fresh,
  inRange,
  quarantine,
  references,
  renderCheckText,
  rule,
  unique,
  warn,
  type DatasetChecks,
} from '../../../src/data/index.ts'
import {
  boolean,
  duckdbEngine,
  float,
  integer,
  quoted,
  sql,
  text,
  timestamp,
  writeTable,
} from '../../../src/table/index.ts'

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundswell-checks-'))
})
after(() => rm(folder, { recursive: true }))

async function file(name: string, ...lines: readonly string[]): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, lines.join('\n'))
  return path
}

const now = new Date('2026-03-01T12:00:00Z')

const tides: DatasetChecks = {
  name: 'tides',
  columns: {
    port: text(),
    at: timestamp(),
    height: float({ min: 0, max: 10 }),
    count: integer({ optional: true }),
    calm: boolean({ optional: true }),
  },
  checks: [unique('port', 'at'), exactSchema()],
  now,
}

/** What a broken dataset is told of. */
async function reportOf(data: Parameters<typeof checkDataset>[0], about: DatasetChecks) {
  try {
    await checkDataset(data, about)
  } catch (error) {
    assert.ok(isSwellError(error, 'data.checksBroken'), String(error))
    assert.equal(error.kind, 'refused')
    return error.message
  }
  return 'passed'
}

/** The checks that did not hold, with what they found. */
function brokenIn(report: string): string[] {
  const told = report.split('\n').filter((line) => /^(refused|quarantined|warned) /.test(line))
  return told.map((line) => line.replaceAll(/ {2,}/g, ' | '))
}

test('a file that keeps all its checks passes, and the report is given back', async () => {
  const path = await file(
    'good.csv',
    'port,at,height,count,calm',
    '007,2026-01-01T00:00:00Z,1.5,3,true',
    '007,2026-01-01T06:00:00+01:00,0,,false',
  )
  const report = await checkDataset(path, tides)
  assert.deepEqual([report.table, report.rowCount, report.verdict], ['tides', 2, 'passed'])
})

test('a file that breaks checks fails with a table of all of them and the rows', async () => {
  const path = await file(
    'bad.csv',
    'port,at,height',
    'galway,2026-01-01T00:00:00Z,11',
    'galway,2026-01-01T00:00:00Z,-1',
    ',2026-01-02T00:00:00Z,high',
  )
  const columns = { port: text(), at: timestamp(), height: float({ max: 10 }) }
  assert.equal(
    await reportOf(path, { ...tides, columns }),
    `tides: refused, 6 of 10 checks held, 3 rows

         check                              found
refused  height is at most 10               1 of 3 rows breaks it
    row 1: port galway, at 2026-01-01T00:00:00.000Z, height 11
held     the declared columns are there     all are
held     port is of type text               no row breaks it
refused  port is present                    1 of 3 rows breaks it
    row 3: port absent, at 2026-01-02T00:00:00.000Z, height absent
held     at is of type timestamp            no row breaks it
held     at is present                      no row breaks it
refused  height is of type float            1 of 3 rows breaks it
    row 3: port absent, at 2026-01-02T00:00:00.000Z, height high
held     height is present                  no row breaks it
refused  port, at are unique                2 of 3 rows break it
    row 1: port galway, at 2026-01-01T00:00:00.000Z, height 11
    row 2: port galway, at 2026-01-01T00:00:00.000Z, height -1
held     columns are as declared, in order  port, at, height`,
  )
})

test('texts of a file are no values of a type when they only look like it', async () => {
  const values = ['1.5', '9007199254740993', '1e3', 'nan', 'inf', '', ' 7 ', '0x10', 'yes']
  const numbers = await file('numbers.csv', 'count,height', ...values.map((v) => `${v},${v}`))
  const report = await reportOf(numbers, {
    columns: { count: integer({ optional: true }), height: float({ optional: true }) },
    now,
  })
  assert.deepEqual(brokenIn(report), [
    'refused | count is of type integer | 6 of 9 rows break it',
    'refused | height is of type float | 4 of 9 rows break it',
  ])
  const flags = await file(
    'flags.csv',
    'calm,at',
    'TRUE,infinity',
    '1,2026-02-30',
    'true,2026-02-01',
  )
  const told = await reportOf(flags, { columns: { calm: boolean(), at: timestamp() }, now })
  assert.deepEqual(brokenIn(told), [
    'refused | calm is of type boolean | 2 of 3 rows break it',
    'refused | at is of type timestamp | 2 of 3 rows break it',
  ])
})

test('a moment with a zone is the moment that it names', async () => {
  const path = await file('zone.csv', 'at', '2026-03-01T12:30:00+01:00')
  const about = { columns: { at: timestamp() }, now }
  await checkDataset(path, { ...about, checks: [fresh('at', '30m')] })
  const report = await reportOf(path, { ...about, checks: [fresh('at', '29m')] })
  assert.match(report, /2026-03-01T11:30:00\.000Z, 30 min old/)
})

test('a column that a file lacks is told of, as one that it has too many', async () => {
  const path = await file('columns.csv', 'at,port,depth', '2026-01-01,galway,3')
  const columns = { port: text(), height: float() }
  const report = await reportOf(path, { columns, checks: [exactSchema()], now })
  assert.deepEqual(brokenIn(report), [
    'refused | the declared columns are there | height missing',
    'refused | height is present | 1 of 1 rows breaks it',
    'refused | columns are as declared, in order | height is missing; at is not declared; depth is not declared',
  ])
})

test('Parquet, JSON, JSON lines and tab-separated files are read by their endings', async () => {
  const engine = duckdbEngine({ threads: 1 })
  const query = sql`select 'galway' as port, 12.5::double as height from range(3)`
  for (const ending of ['parquet', 'json', 'jsonl']) {
    await writeTable(engine, query, join(folder, `tides.${ending}`))
  }
  await engine.run(
    sql`copy (${query}) to ${quoted(join(folder, 'tides.tsv'))} (format csv, header, delim '\t')`,
  )
  engine.close()
  const about = { columns: { port: text(), height: float({ max: 10 }) }, checks: [exactSchema()] }
  for (const ending of ['parquet', 'json', 'jsonl', 'tsv']) {
    const report = await reportOf(join(folder, `tides.${ending}`), about)
    assert.deepEqual(
      brokenIn(report),
      ['refused | height is at most 10 | 3 of 3 rows break it'],
      ending,
    )
  }
})

test('a text is read by the reader that is given, whose complaint is a finding', async () => {
  const read = (found: { readonly text: string }) => ({
    rows: found.text.split('\n').map((line) => {
      if (line === '') throw new Error('an empty line.')
      return { height: Number(line) }
    }),
  })
  const about = { columns: { height: float({ max: 10 }) }, read, now }
  await checkDataset(await file('good.txt', '1', '2'), about)
  assert.match(
    await reportOf(await file('torn.txt', '1', ''), about),
    /the data can be read {2}an empty line/,
  )
  const report = await reportOf(await file('wrong.txt', '1', 'x', '11'), about)
  assert.deepEqual(brokenIn(report), [
    'refused | rows are of the declared types | row 2: column "height" should be of type float, but is NaN',
    'refused | height is at most 10 | 1 of 2 rows breaks it',
  ])
})

test('rows may be given, and so may those of the tables that checks look into', async () => {
  const ports = { name: 'ports', columns: { id: text() } }
  const about = {
    columns: { port: text() },
    checks: [references({ port: 'id' }, ports)],
    tables: { ports: [{ id: 'galway' }] },
  }
  await checkDataset([{ port: 'galway' }], about)
  assert.match(await reportOf([{ port: 'cork' }], about), /row 1: port cork/)
})

test('rows that would be quarantined fail too; what is warned of does not', async () => {
  const columns = { height: float() }
  const low = inRange('height', { max: 1 })
  const report = await checkDataset([{ height: 2 }], { columns, checks: [warn(low)] })
  assert.equal(report.verdict, 'warned')
  assert.match(
    await reportOf([{ height: 2 }], { columns, checks: [quarantine(low)] }),
    /^rows: quarantined/,
  )
})

test('a torn file is told of with its line, whatever dialect it looks like', async () => {
  const about = { columns: { height: float(), port: text({ optional: true }) }, now }
  const found = async (name: string, ...lines: readonly string[]) =>
    brokenIn(await reportOf(await file(name, ...lines), about))
  const told = (problem: string) => [`refused | the data can be read | ${problem}`]
  assert.deepEqual(
    await found('torn.csv', 'height,port', '1,a', '2,b,c'),
    told('CSV Error on Line: 3; Original Line: 2,b,c; Expected Number of Columns: 2 Found: 3'),
  )
  assert.match((await found('short.csv', 'height,port', '1'))[0] ?? '', /Line: 2.*Found: 1/)
  assert.match((await found('open.csv', 'height,port', '1,"a', '2,b'))[0] ?? '', /Line: 2/)
  assert.deepEqual(await found('empty.csv'), told('Line 1: there is no head.'))
  assert.deepEqual(
    await found('twice.csv', 'height,port,height'),
    told('Line 1: the head names "height" twice.'),
  )
  assert.deepEqual(
    await found('long.csv', 'height,port', '1,a', `${'x'.repeat(9_000_000)},b`, '2,c'),
    told('A line is longer than 2 MB; a quote may be open.'),
  )
  assert.match((await found('no.parquet', 'x'))[0] ?? '', /can be read .*too small to be a Parquet/)
})

test('all lines that can’t be read are told up to a limit, and mean what the reader makes of them', async (t) => {
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  const columns = { height: float({ max: 10 }), port: text({ optional: true }) }
  const path = await file('lines.csv', 'height;port', '1;a', 'x;b', '99;c', '2;d;e', ';f')
  const about = { table: 'tides', columns, checks: [], now }
  const judge = (read?: ReturnType<typeof csvRows>) =>
    checkData(engine, path, { ...about, ...(read === undefined ? {} : { read }) })
  const strict = await judge(csvRows(columns, { delimiter: ';' }))
  assert.deepEqual(
    strict.results[0]?.rows.map(({ place, values }) => [place, values['text']]),
    [
      [{ row: 3, isLine: true }, 'x;b'],
      [{ row: 5, isLine: true }, '2;d;e'],
      [{ row: 6, isLine: true }, ';f'],
    ],
  )
  assert.deepEqual(
    [strict.verdict, strict.rowCount, strict.results[0].failedCount],
    ['refused', 2, 3],
  )
  assert.match(renderCheckText(strict), /Line 3: .*2 more[^]*line 5: problem .*, text 2;d;e/)
  const mild = await judge(
    csvRows(columns, { delimiter: ';', unreadable: 'quarantine', toldLines: 1 }),
  )
  assert.equal(mild.results[0]?.severity, 'quarantine')
  assert.deepEqual([mild.results[0].failedCount, mild.results[0].rows.length], [3, 1])
  const byEnding = await judge()
  assert.deepEqual(
    byEnding.results[0]?.rows.map(({ place }) => place.row),
    [5],
  )
})

test('a CSV file may have any usual delimiter, quotes, spaces, line ends, a byte-order mark', async () => {
  const columns = { port: text({ oneOf: ['galway; west', 'say "cork"'] }), height: float() }
  const dialects = [',', ';', '\t', '|'].flatMap((delimiter) =>
    ['\n', '\r\n'].map((end) => ({ delimiter, end })),
  )
  for (const [at, { delimiter, end }] of dialects.entries()) {
    const lines = [
      ['\uFEFF"port"', ' height '],
      ['"galway; west"', ' 1.5'],
      ['"say ""cork"""', '2'],
    ].map((fields) => fields.join(delimiter))
    const path = await file(`dialect-${at}.csv`, lines.join(end))
    const report = await checkDataset(path, { columns, checks: [exactSchema()], now })
    assert.equal(report.rowCount, 2)
  }
})

test('files that are not there or no tables, and rules that are no SQL, are errors', async () => {
  const about = { columns: { height: float() }, now }
  await assert.rejects(checkDataset(join(folder, 'none.csv'), about), {
    code: 'data.noFileToCheck',
  })
  await assert.rejects(checkDataset(folder, about), { code: 'data.noFileToCheck' })
  await assert.rejects(checkDataset(await file('a.doc', 'x'), about), {
    code: 'table.unknownFileType',
  })
  await assert.rejects(checkDataset([], { ...about, checks: [rule('x', 'hieght > 1')] }), {
    code: 'data.checkNotRunnable',
    message: /hieght/,
  })
})
