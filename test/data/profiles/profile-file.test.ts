import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { profileFile } from '../../../src/data/index.ts'
import { duckdbEngine } from '../../../src/table/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'swell-profile-'))
const engine = duckdbEngine({ threads: 1 })
after(() => {
  engine.close()
  rmSync(folder, { recursive: true, force: true })
})

function profile(name: string, content: string) {
  const file = join(folder, name)
  writeFileSync(file, content)
  return profileFile(engine, file)
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

test('tabs and lines of JSON are read too', async () => {
  const tabs = await profile('a.tsv', 'port\theight\nCork\t3\n')
  const lines = await profile('a.jsonl', '{"port":"Cork","height":3}\n')
  assert.deepEqual(tabs.sample, [{ port: 'Cork', height: 3 }])
  assert.deepEqual(lines.sample, tabs.sample)
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
  await assert.rejects(profileFile(engine, join(folder, 'none.csv')), {
    code: 'data.nothingToProfile',
  })
  await assert.rejects(profile('a.txt', 'port\n'), { code: 'table.unknownFileType' })
  await assert.rejects(profile('torn.parquet', 'no parquet'), { code: 'data.profileNotReadable' })
})
