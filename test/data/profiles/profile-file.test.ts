import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { profileFile, type ProfileFileOptions } from '../../../src/data/index.ts'
import { duckdbEngine, sql, writeArrow, writeParquet } from '../../../src/table/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'swell-profile-'))
const engine = duckdbEngine({ threads: 1 })
after(() => {
  engine.close()
  rmSync(folder, { recursive: true, force: true })
})

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}

function profile(name: string, content: string | Uint8Array, options: ProfileFileOptions = {}) {
  return profileFile(engine, write(name, content), options)
}

test('columns of a CSV file are of the narrowest type that all values have', async () => {
  const found = await profile(
    'all.csv',
    'whole,broken,code,day,flag,mixed,none\n1,1.5,007,2026-11-01,true,1,\n-2,2,012,2026-11-02,FALSE,x,\n',
  )
  assert.deepEqual(
    found.columns.map(({ name, type }) => [name, type]),
    [
      ['whole', 'BIGINT'],
      ['broken', 'DOUBLE'],
      ['code', 'VARCHAR'],
      ['day', 'TIMESTAMP'],
      ['flag', 'BOOLEAN'],
      ['mixed', 'VARCHAR'],
      ['none', 'VARCHAR'],
    ],
  )
})

test('tabs, lines of JSON, Parquet and Arrow are read too', async () => {
  const tabs = await profile('a.tsv', 'port\theight\nCork\t3\n')
  const lines = await profile('a.jsonl', '{"port":"Cork","height":3}\n')
  assert.deepEqual(tabs.sample, [{ port: 'Cork', height: 3 }])
  assert.deepEqual(lines.sample, tabs.sample)
  const query = sql`select 'Cork' as port, 3::bigint as height`
  await writeParquet(engine, query, join(folder, 'a.parquet'))
  await writeArrow(engine, query, join(folder, 'a.arrow'))
  for (const name of ['a.parquet', 'a.arrow']) {
    const { sample } = await profileFile(engine, join(folder, name))
    assert.deepEqual(sample, tabs.sample)
  }
})

test('an empty file, a head alone, a name that stands twice and no file are told apart', async () => {
  await assert.rejects(profile('empty.csv', ''), {
    code: 'data.profileNotReadable',
    message: "empty.csv can't be read: Line 1: there is no head.",
  })
  await assert.rejects(profile('head.csv', 'port,height\n'), {
    code: 'data.profileWithoutRows',
    message: 'head.csv has no rows: there is nothing to profile.',
  })
  await assert.rejects(profile('twice.csv', 'port,port\nCork,3\n'), {
    code: 'data.profileNotReadable',
    message: 'twice.csv can\'t be read: Line 1: the head names "port" twice.',
  })
  await assert.rejects(
    profile('long.csv', `port,height\nCork,3\n${'x'.repeat(9_000_000)},3\nCobh,4\n`),
    {
      code: 'data.profileNotReadable',
      message: "long.csv can't be read: A line is longer than 2 MB; a quote may be open.",
    },
  )
  await assert.rejects(profileFile(engine, join(folder, 'none.csv')), {
    code: 'data.nothingToProfile',
  })
  await assert.rejects(profile('a.txt', 'port\n'), { code: 'table.unknownFileType' })
  await assert.rejects(profile('torn.parquet', 'no parquet'), { code: 'data.profileNotReadable' })
})

test('packed files, other encodings and delimiters, and texts that mean missing are read', async () => {
  const packed = await profile('ports.csv.gz', gzipSync('port,height\nCork,3\n'))
  assert.deepEqual(packed.sample, [{ port: 'Cork', height: 3 }])
  const latin = Buffer.from('port~height\nDún~?\nNA~4\n', 'latin1')
  const options = { encoding: 'latin1', delimiter: '~', missing: ['?', 'NA'] }
  const other = await profile('latin.csv', latin, options)
  assert.deepEqual(other.sample, [
    { port: 'Dún', height: null },
    { port: null, height: 4 },
  ])
  const json = await profile('marked.jsonl', '{"port":"?"}\n{"port":"Cork"}\n', options)
  assert.deepEqual([json.missingCount, json.columns[0]?.distinctCount], [1, 1])
})

test('the tables of a folder are one, whatever their formats, and hidden files none of it', async () => {
  write('ports/2025/a.csv', 'port,height\nCork,3\n')
  write('ports/2026/b.csv.gz', gzipSync('height,port\n4.5,Cobh\n'))
  write('ports/c.jsonl', '{"port":"Galway","height":6}\n')
  write('ports/.hidden.csv', 'x\n1\n')
  write('ports/README.md', '# Ports')
  const found = await profileFile(engine, join(folder, 'ports'))
  assert.equal(found.rowCount, 3)
  assert.deepEqual(
    found.columns.map(({ name, type }) => [name, type]),
    [
      ['port', 'VARCHAR'],
      ['height', 'DOUBLE'],
    ],
  )
  assert.equal(found.columns[1]?.numbers?.mean, 4.5)
})

test('a folder without tables and one of different shapes are refused', async () => {
  write('notes/README.md', '# Notes')
  await assert.rejects(profileFile(engine, join(folder, 'notes')), {
    code: 'data.profileWithoutTables',
    message: 'There is no table in notes.',
  })
  write('mixed/a.csv', 'port,height\nCork,3\n')
  write('mixed/b.csv', 'port,period\nCork,3\n')
  await assert.rejects(profileFile(engine, join(folder, 'mixed')), {
    code: 'data.profileFilesDiffer',
    message: 'b.csv has other columns than a.csv: it lacks height, and it has period too.',
  })
})

test('the only column of moments is the event time of a file', async () => {
  const content = 'day,height\n2026-11-01,3\n2026-11-03,5\n'
  const found = await profile('days.csv', content)
  assert.deepEqual([found.overTime?.column, found.overTime?.unit], ['day', 'day'])
  assert.deepEqual(found.overTime?.rowCounts, [1, 0, 1])
  const two = await profile('two.csv', 'day,due\n2026-11-01,2026-11-02\n')
  assert.equal(two.overTime, undefined)
})

test('columns without a name are named by their place, and names that differ by case refused', async () => {
  const found = await profile('index.csv', ',<b>,\n1,<script>,2\n')
  assert.deepEqual(found.sample, [{ 'column 1': 1, '<b>': '<script>', 'column 3': 2 }])
  await assert.rejects(profile('case.csv', 'a,A\n1,2\n'), {
    code: 'data.profileNotReadable',
    message: 'case.csv can\'t be read: Line 1: "a" and "A" differ only by upper and lower case.',
  })
  await assert.rejects(profile('binary.csv', new Uint8Array([255, 254, 0, 1, 65, 10, 66])), {
    code: 'data.profileNotReadable',
    message: "binary.csv can't be read: Line 1: this is no text.",
  })
})
