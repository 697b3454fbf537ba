import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'
import {
  checkFiles,
  defineDataset,
  exactSchema,
  unique,
  type DatasetFile,
} from '../../../src/data/index.ts'
import { duckdbEngine, float, text } from '../../../src/table/index.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'

const engine = duckdbEngine({ threads: 2 })
after(() => engine.close())

const tides = defineDataset({
  name: 'tides',
  columns: { port: text(), height: float({ min: 0, max: 10 }) },
  checks: [unique('port'), exactSchema()],
})

async function judge(t: TestContext, files: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder(t)
  const opened = Object.entries(files).map(async ([path, content]): Promise<DatasetFile> => {
    const file = join(folder, path)
    await writeFile(file, content)
    return { path, open: (use) => use(file) }
  })
  const now = new Date('2026-03-01T12:00:00Z')
  const { columns, checks } = tides
  return checkFiles(engine, await Promise.all(opened), { table: 'tides', columns, checks, now })
}

test('the tables of a dataset are judged as one, and places are told within their files', async (t) => {
  const report = await judge(t, {
    '2024.csv': 'port,height\ngalway,1\ncork,2\n',
    'README.md': '# Tides\n',
    '2025.csv': 'port,height\n',
    '2026.csv': 'port,height\ndoolin,3\ngalway,4\nkerry,99\n',
  })
  const broken = report.results.filter(({ holds }) => !holds)
  assert.equal(report.rowCount, 5)
  assert.deepEqual(
    broken.map(({ check, rows }) => [
      check,
      rows.map(({ place }) => `${place.batch} ${place.row}`),
    ]),
    [
      ['height is between 0 and 10', ['2026.csv 3']],
      ['port are unique', ['2024.csv 1', '2026.csv 2']],
    ],
  )
})

test('one file with other columns breaks the schema of all', async (t) => {
  const { results } = await judge(t, {
    'a.csv': 'port,height\ngalway,1\n',
    'b.csv': 'port,hight\ncork,1\n',
  })
  const found = results.filter(({ kind }) => kind === 'schema').map((result) => result.found)
  assert.deepEqual(found, ['height missing', 'height is missing; hight is not declared'])
})

test('all torn lines of all files are told with file, line and text, up to a limit', async (t) => {
  const many = Array.from({ length: 40 }, (_, at) => `doolin,${at},x`).join('\n')
  const { results, verdict } = await judge(t, {
    '2024.csv': 'port,height\ngalway,1\ncork,2,3\nkerry,3\nclare\n',
    '2025.csv': 'port,height\ngalway,1\n',
    '2026.jsonl': '{"port": "galway", "height": 1}\n{"port": "cork",\n',
    '2027.csv': `port,height\n${many}\n`,
  })
  const [torn] = results
  assert.deepEqual([verdict, results.length, torn?.failedCount], ['refused', 1, 43])
  assert.equal(
    torn?.found,
    "2024.csv: Line 3: 3 values, where the head has 2 names. (1 more that can't be read)",
  )
  const told = torn.rows.map(({ place: { batch, row, isLine }, values }) => [
    `${batch}:${row}`,
    isLine,
    values['text'],
  ])
  assert.equal(told.length, 20)
  assert.deepEqual(told.slice(0, 4), [
    ['2024.csv:3', true, 'cork,2,3'],
    ['2024.csv:5', true, 'clare'],
    ['2026.jsonl:2', true, '{"port": "cork",'],
    ['2027.csv:2', true, 'doolin,0,x'],
  ])
})

test('a file that can not be read, and files of which none is a table, are findings', async (t) => {
  const torn = await judge(t, { 'a.csv': 'port,height\n"galway,1\n' })
  assert.deepEqual([torn.verdict, torn.results[0]?.check], ['refused', 'the data can be read'])
  const images = await judge(t, { 'a.png': 'x' })
  assert.deepEqual(
    images.results.map(({ holds, found }) => [holds, found]),
    [[false, 'none of its files is a table']],
  )
})

test('a dataset is declared with checks of its own columns only', () => {
  const columns = { port: text() }
  assert.throws(() => defineDataset({ name: 'a', columns, checks: [unique('prot' as 'port')] }), {
    code: 'data.checkOfUnknownColumn',
  })
  assert.throws(() => defineDataset({ name: '../a', columns }), { code: 'data.datasetNameInvalid' })
  assert.deepEqual(
    { ...tides.at('reference') },
    { name: 'tides@reference', dataset: 'tides@reference', columns: tides.columns },
  )
})

test('packed files and other formats are judged as well', async (t) => {
  const folder = await temporaryFolder(t)
  const rows = [{ port: 'galway', height: 99 }]
  const lines = join(folder, 'a.ndjson.gz')
  await writeFile(lines, gzipSync(rows.map((row) => JSON.stringify(row)).join('\n')))
  const now = new Date('2026-03-01T12:00:00Z')
  const { columns, checks } = tides
  const files: DatasetFile[] = [{ path: 'a.ndjson.gz', open: (use) => use(lines) }]
  const report = await checkFiles(engine, files, { table: 'tides', columns, checks, now })
  const broken = report.results.filter(({ holds }) => !holds)
  assert.deepEqual(
    broken.map(({ check, rows: found }) => [check, found.map(({ place }) => place)]),
    [['height is between 0 and 10', [{ batch: 'a.ndjson.gz', row: 1 }]]],
  )
})
