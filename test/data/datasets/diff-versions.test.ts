import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { diffVersions } from '../../../src/data/index.ts'
import { duckdbEngine, sql, writeParquet } from '../../../src/table/index.ts'
import { largeContent, openDatasets } from './open-datasets.ts'

test('two versions differ in files, and changed tables in schema, rows and columns', async (t) => {
  const data = await openDatasets(t)
  const engine = duckdbEngine()
  t.after(() => engine.close())
  await data.write('tides/galway.csv', 'at,height,port,note\n1,4.0,galway,a\n2,,galway,b\n')
  await data.write('tides/large.csv', largeContent)
  await data.write('tides/old.csv', 'at\n1\n')
  await data.write('tides/torn.csv', 'at\n1\n')
  const { version: from } = await data.add('tides')
  await data.write(
    'tides/galway.csv',
    'at,height,port,moon\n1.5,4.0,galway,1\n2,5.0,galway,2\n3,6,cork,2\n',
  )
  await data.write('tides/torn.csv', new Uint8Array([0, 159, 146, 150, 10, 34]))
  await rm(join(data.root, 'tides/old.csv'))
  await data.write('tides/new.txt', 'new')
  const { version: to } = await data.add('tides')

  const found = await diffVersions({ ...data, engine }, from, to)
  assert.deepEqual(
    [found.added, found.changed, found.removed].map((files) => files.map(({ path }) => path)),
    [['new.txt'], ['galway.csv', 'torn.csv'], ['old.csv']],
  )
  assert.deepEqual([found.from, found.to, found.unopenedCount], [from, to, 0])
  const { drift = [], ...changes } = found.tables[0]?.changes ?? {}
  assert.deepEqual(changes, {
    rowCount: { before: 2, after: 3 },
    addedColumns: [{ name: 'moon', type: 'BIGINT' }],
    removedColumns: [{ name: 'note', type: 'VARCHAR' }],
    retypedColumns: [{ name: 'at', type: { before: 'BIGINT', after: 'DOUBLE' } }],
    changedColumns: [
      {
        name: 'at',
        missingShare: { before: 0, after: 0 },
        distinctCount: { before: 2, after: 3 },
        mean: { before: 1.5, after: 6.5 / 3 },
      },
      {
        name: 'height',
        missingShare: { before: 0.5, after: 0 },
        distinctCount: { before: 1, after: 3 },
        mean: { before: 4, after: 5 },
      },
      {
        name: 'port',
        missingShare: { before: 0, after: 0 },
        distinctCount: { before: 1, after: 2 },
      },
    ],
  })
  assert.deepEqual(
    drift.map(({ name, level }) => [name, level]),
    [
      ['at', 'much'],
      ['height', 'much'],
      ['port', 'much'],
    ],
  )
  assert.ok(found.tables[1]?.problem)
})

test('how the values of a column moved is measured, whatever the dialect', async (t) => {
  const data = await openDatasets(t)
  const engine = duckdbEngine()
  t.after(() => engine.close())
  const lines = (from: number, port: string) =>
    Array.from({ length: 100 }, (_, at) => `${from + at};${port};"a; b"`).join('\n')
  await data.write('tides.csv', `height;port;note\n${lines(0, 'cork')}\n`)
  const { version: from } = await data.add('tides.csv')
  await data.write('tides.csv', `height;port;note\n${lines(50, 'cork')}\n`)
  const { version: to } = await data.add('tides.csv')
  const [table] = (await diffVersions({ ...data, engine }, from, to)).tables
  const [height, port, note] = table?.changes?.drift ?? []
  assert.equal(table?.changes?.drift.length, 3)
  assert.equal(height?.level, 'much')
  // All values are 50 larger, so half of the one side lies above all of the other.
  assert.ok(Math.abs((height?.wasserstein ?? 0) - 50) < 1e-9)
  assert.ok(Math.abs((height?.ks ?? 0) - 0.5) < 0.02)
  assert.deepEqual([port?.level, port?.stability, note?.level], ['none', 0, 'none'])
})

test('with a key rows are compared, whatever their order, also where one stands twice', async (t) => {
  const data = await openDatasets(t)
  const engine = duckdbEngine()
  t.after(() => engine.close())
  const head = 'port,at,height\n'
  await data.write('tides.csv', `${head}cork,1,4\ncork,2,5\ngalway,1,6\n,1,7\n`)
  const { version: from } = await data.add('tides.csv')
  await data.write('tides.csv', `${head},1,7\ncork,2,5.5\ncork,1,4\ncobh,1,3\ncobh,2,3\n`)
  const { version: to } = await data.add('tides.csv')
  const keysBy = async (...key: string[]) => {
    const { tables } = await diffVersions({ ...data, engine }, from, to, { key })
    return tables[0]?.changes?.keys
  }
  assert.deepEqual(await keysBy('port', 'at'), { addedCount: 2, removedCount: 1, changedCount: 1 })
  await data.write('tides.csv', `${head},1,7\ncork,2,9\ncork,1,4\ncobh,1,3\ncobh,1,3\n`)
  const { version: third } = await data.add('tides.csv')
  const { tables } = await diffVersions({ ...data, engine }, from, third, { key: ['port', 'at'] })
  assert.deepEqual(tables[0]?.changes?.keys, { addedCount: 1, removedCount: 1, changedCount: 1 })
  assert.equal(await keysBy('harbour'), undefined)
})

test('Parquet and JSON are tables, too; more than asked for are left closed', async (t) => {
  const data = await openDatasets(t)
  const engine = duckdbEngine()
  t.after(() => engine.close())
  const write = async (height: number) => {
    await data.write('tides/a.jsonl', `{"height": ${height}}\n`)
    await data.write('tides/b.json', `[{"height": ${height}}]`)
    await rm(join(data.root, 'tides/c.parquet'), { force: true })
    await writeParquet(engine, sql`select ${height} as height`, join(data.root, 'tides/c.parquet'))
  }
  await write(4)
  const { version: from } = await data.add('tides')
  await write(5)
  const { version: to } = await data.add('tides')
  const found = await diffVersions({ ...data, engine }, from, to)
  assert.deepEqual(
    found.tables.map(({ path, changes }) => [path, changes?.changedColumns[0]?.mean]),
    ['a.jsonl', 'b.json', 'c.parquet'].map((path) => [path, { before: 4, after: 5 }]),
  )
  const few = await diffVersions({ ...data, engine }, from, to, { tablesAtMost: 1 })
  assert.deepEqual([few.tables.length, few.unopenedCount], [1, 2])
})
