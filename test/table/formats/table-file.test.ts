import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import {
  duckdbEngine,
  readTableFile,
  sql,
  tableFormatOf,
  withTableFile,
  writeArrow,
  writeTable,
} from '../../../src/table/index.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'

async function openTables(t: TestContext) {
  const folder = await temporaryFolder(t)
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  return { engine, folder }
}

const rows = sql`
  select * from (values ('lahinch', 1.5::double, 3, true, timestamp '2026-03-01 12:00:00'),
    ('éaskey', null, null, null, timestamp '2026-03-01 18:00:00')) as t(beach, height, count, seen, "at")`

const written = [
  { beach: 'lahinch', height: 1.5, count: 3, seen: true, at: new Date('2026-03-01T12:00:00Z') },
  {
    beach: 'éaskey',
    height: undefined,
    count: undefined,
    seen: undefined,
    at: new Date('2026-03-01T18:00:00Z'),
  },
]

const packers = { '.gz': gzipSync, '.br': brotliCompressSync, '.zst': zstdCompressSync }

test('a table of any format is read packed as it is read plain', async (t) => {
  const { engine, folder } = await openTables(t)
  for (const ending of ['jsonl', 'json', 'ndjson', 'parquet', 'arrow', 'csv', 'tsv']) {
    const file = join(folder, `rows.${ending}`)
    await writeTable(engine, rows, file)
    const plain = await readTableFile(engine, file)
    // A CSV file has texts.
    if (!/[ct]sv/.test(ending)) assert.deepEqual(plain, written, ending)
    for (const [packed, pack] of Object.entries(packers)) {
      await writeFile(file + packed, pack(await readFile(file)))
      assert.deepEqual(await readTableFile(engine, file + packed), plain, ending + packed)
    }
  }
})

test('mixed line endings are no fault of a CSV file, packed or not, wherever it is cut', async (t) => {
  const { engine, folder } = await openTables(t)
  const lines = Array.from({ length: 100_000 }, (_, at) => `${at},"é\n${at}"`)
  const ends = ['\r\n', '\n', '\r', '\r\n']
  const content = `\uFEFFn,text\r\n${lines.map((line, at) => line + (ends[at % 4] ?? '')).join('')}`
  const file = join(folder, 'mixed.csv')
  await writeFile(file, content)
  await writeFile(`${file}.gz`, gzipSync(content))
  await writeFile(`${file}-latin1`, Buffer.from(content.slice(1), 'latin1'))
  const options = { name: 'latin1.csv', encoding: 'latin1' }
  for (const [path, given] of [[file], [`${file}.gz`], [`${file}-latin1`, options]] as const) {
    const [found] = await withTableFile(
      engine,
      path,
      ({ relation }) =>
        engine.rows(sql`select count(*) as rows, count(distinct text) as texts,
          max(text) as last from ${relation}`),
      given,
    )
    assert.deepEqual(found, { rows: 100_000, texts: 100_000, last: 'é\n99999' })
  }
})

test('Arrow is read as a file and as a stream, and its columns are of our types', async (t) => {
  const { engine, folder } = await openTables(t)
  for (const format of ['file', 'stream'] as const) {
    const file = join(folder, `rows-${format}.arrow`)
    await writeArrow(engine, rows, file, format)
    assert.deepEqual(await readTableFile(engine, file), written, format)
    const types = await withTableFile(engine, file, async ({ columns }) => columns)
    assert.deepEqual(
      types.map(({ type }) => type),
      ['VARCHAR', 'DOUBLE', 'BIGINT', 'BOOLEAN', 'TIMESTAMP'],
    )
  }
})

test('a blob without an ending is read by the name that it goes by, in its encoding', async (t) => {
  const { engine, folder } = await openTables(t)
  const file = join(folder, 'a1b2')
  await writeFile(file, gzipSync(Buffer.from('beach;height\néaskey;2', 'latin1')))
  const options = { name: 'rows.csv.gz', encoding: 'latin1' }
  assert.deepEqual(await readTableFile(engine, file, options), [{ beach: 'éaskey', height: '2' }])
})

test('what is torn or of another format is refused by name', async (t) => {
  const { engine, folder } = await openTables(t)
  const torn = join(folder, 'torn.csv.gz')
  await writeFile(torn, gzipSync('beach,height\nlahinch,1').subarray(0, 20))
  await assert.rejects(readTableFile(engine, torn), {
    code: 'table.cannotReadFile',
    message: `${torn} can't be read as a table: It can't be unpacked as .gz: unexpected end of file.`,
  })
  const empty = join(folder, 'empty.arrow')
  for (const content of ['', 'beach,height\n']) {
    await writeFile(empty, content)
    await assert.rejects(readTableFile(engine, empty), { code: 'table.cannotReadFile' })
  }
  assert.equal(tableFormatOf('rows.xlsx.gz'), undefined)
  assert.equal(tableFormatOf('Rows.NDJSON.zst'), 'jsonLines')
})

test('a result is streamed in batches while other statements run', async (t) => {
  const { engine } = await openTables(t)
  let sum = 0
  let batchCount = 0
  for await (const batch of engine.stream(sql`select range as n from range(10000)`)) {
    batchCount += 1
    for (const row of batch) sum += Number(row['n'])
    await engine.rows(sql`select 1`)
  }
  assert.equal(sum, 49995000)
  assert.ok(batchCount > 1)
})
