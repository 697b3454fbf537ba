import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import {
  duckdbEngine,
  parquetFiles,
  readTableFile,
  sql,
  writeTable,
} from '../../../src/table/index.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'

async function openTables(t: TestContext) {
  const folder = await temporaryFolder(t)
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  const put = async (name: string, content: string): Promise<string> => {
    const file = join(folder, name)
    await writeFile(file, content)
    return file
  }
  return { engine, folder, put }
}

const written = [
  { beach: 'lahinch', height: 1.5, observedAt: new Date('2026-03-01T12:00:00Z') },
  { beach: 'easkey', height: undefined, observedAt: new Date('2026-03-01T18:00:00Z') },
]

test('a table is read in the format that the ending of its file tells', async (t) => {
  const { engine, put } = await openTables(t)
  const csv = await put(
    'rows.CSV',
    'beach,height,observedAt\nlahinch,1.5,2026-03-01T12:00:00Z\neaskey,,2026-03-01T18:00:00Z\n',
  )
  const one = '{"beach":"lahinch","height":1.5,"observedAt":"2026-03-01T12:00:00Z"}'
  const other = '{"beach":"easkey","height":null,"observedAt":"2026-03-01T18:00:00Z"}'
  const json = await put('rows.json', `[${one},${other}]`)
  const lines = await put('rows.jsonl', `${one}\n${other}\n`)
  for (const file of [json, lines]) {
    assert.deepEqual(await readTableFile(engine, file), written, file)
  }
  // A CSV file has no types: they are those of the columns that its reader declares.
  assert.deepEqual(await readTableFile(engine, csv), [
    { beach: 'lahinch', height: '1.5', observedAt: '2026-03-01T12:00:00Z' },
    { beach: 'easkey', height: undefined, observedAt: '2026-03-01T18:00:00Z' },
  ])
})

test('a torn CSV file is not taken for one of another dialect', async (t) => {
  const { engine, put } = await openTables(t)
  const torn = await put('torn.csv', 'beach,height\nlahinch,1.5\neasky|far,2\nlahi')
  await assert.rejects(readTableFile(engine, torn), { code: 'table.cannotReadFile' })
})

test('what is written in any format is read as it was', async (t) => {
  const { engine, folder } = await openTables(t)
  const rows = sql`
    select * from (values ('lahinch', 1.5::double, timestamp '2026-03-01 12:00:00'),
      ('easkey', null, timestamp '2026-03-01 18:00:00')) as t(beach, height, "observedAt")`
  for (const ending of ['parquet', 'json', 'jsonl']) {
    const file = join(folder, `rows.${ending}`)
    await writeTable(engine, rows, file)
    assert.deepEqual(await readTableFile(engine, file), written, ending)
  }
})

test('several Parquet files are read as one table, also from folders of odd names', async (t) => {
  const { engine, folder } = await openTables(t)
  const odd = join(folder, "it's [1] of *")
  await mkdir(odd)
  const files = [join(folder, 'one.parquet'), join(odd, 'two.parquet')]
  for (const [at, file] of files.entries()) await writeTable(engine, sql`select ${at} as n`, file)
  assert.deepEqual(await engine.rows(sql`from ${parquetFiles(files)} order by n`), [
    { n: 0 },
    { n: 1 },
  ])
})

test('a file that cannot be read is named with what is wrong', async (t) => {
  const { engine, folder, put } = await openTables(t)
  const missing = join(folder, 'none.csv')
  await assert.rejects(readTableFile(engine, missing), {
    code: 'table.cannotReadFile',
    message: `${missing} can't be read as a table: ENOENT: no such file or directory, open '${missing}'`,
    hint: 'Readable are .csv, .tsv, .json, .jsonl, .ndjson, .parquet and .arrow files, packed (.gz, .br, .zst) or not.',
  })
  const torn = await put('torn.json', '{"height": 1,')
  await assert.rejects(readTableFile(engine, torn), {
    code: 'table.cannotReadFile',
    message: /torn\.json can't be read as a table: .*Malformed JSON/,
  })
  const renamed = await put('renamed.parquet', 'beach,height\nlahinch,1.5\n')
  await assert.rejects(readTableFile(engine, renamed), {
    code: 'table.cannotReadFile',
    message: /renamed\.parquet can't be read as a table: .*(too small|[Nn]o magic bytes)/,
  })
})

test('a file of another ending is not guessed at, nor written', async (t) => {
  const { engine, folder, put } = await openTables(t)
  const file = await put('rows.xlsx', 'beach,height\n')
  const refused = {
    code: 'table.unknownFileType',
    message: `The ending of ${file} tells no table format.`,
  }
  await assert.rejects(readTableFile(engine, file), refused)
  await assert.rejects(writeTable(engine, sql`select 1`, file), refused)
  await assert.rejects(readTableFile(engine, folder), { code: 'table.unknownFileType' })
})
