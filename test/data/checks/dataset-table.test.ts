import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  checkData,
  datasetTable,
  ks,
  openDatasetTable,
  references,
  similar,
  type Check,
} from '../../../src/data/index.ts'
import { duckdbEngine, float, text } from '../../../src/table/index.ts'
import { largeContent, openDatasets } from '../datasets/open-datasets.ts'

const columns = { port: text(), height: float() }

async function openLab(t: TestContext) {
  const data = await openDatasets(t)
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  const heights = Array.from({ length: 60 }, (_, at) => at / 10)
  const lines = heights.map((height) => `galway,${height}`)
  await data.write('tides/2024.csv', ['port,height', ...lines].join('\n'))
  await data.write('tides/2025/all.csv', ['height;port', '1;cork', `2;${'c'.repeat(9)}`].join('\n'))
  await data.write('tides/notes.txt', largeContent)
  await data.add('tides')
  const judge = async (check: Check, rows: readonly { port: string; height: number }[]) => {
    const report = await checkData(engine, rows, {
      table: 'new',
      columns,
      checks: [check],
      now: new Date(0),
      openTable: openDatasetTable({ ...data, engine }),
    })
    return report.results.map(({ holds }) => holds).at(-1)
  }
  return { ...data, judge, heights }
}

test('a version of a dataset is a reference: all its tables, however they are written', async (t) => {
  const { judge, heights } = await openLab(t)
  const known = references({ port: 'port' }, datasetTable('tides@1', columns))
  assert.equal(await judge(known, [{ port: 'galway', height: 1 }]), true)
  assert.equal(await judge(known, [{ port: 'cork', height: 1 }]), true)
  assert.equal(await judge(known, [{ port: 'dublin', height: 1 }]), false)
  const alike = similar({ columns: ['height'], to: datasetTable('tides', columns), by: ks() })
  const rowsAt = (shift: number) =>
    heights.map((height) => ({ port: 'galway', height: height + shift }))
  assert.deepEqual([await judge(alike, rowsAt(0)), await judge(alike, rowsAt(3))], [true, false])
})

test('a reference follows its alias, and a number stays', async (t) => {
  const { judge, write, add } = await openLab(t)
  await write('tides/2024.csv', 'port,height\ndublin,1')
  await add('tides')
  const row = [{ port: 'dublin', height: 1 }]
  const knownIn = (dataset: string) => references({ port: 'port' }, datasetTable(dataset, columns))
  assert.deepEqual(
    [await judge(knownIn('tides@latest'), row), await judge(knownIn('tides@1'), row)],
    [true, false],
  )
})

test('a version that is not there, or has no tables, is an error', async (t) => {
  const { judge, write, add } = await openLab(t)
  const knownIn = (dataset: string) => references({ port: 'port' }, datasetTable(dataset, columns))
  await assert.rejects(judge(knownIn('tides@9'), []), { code: 'data.datasetVersionNotFound' })
  await assert.rejects(judge(knownIn('tide'), []), { code: 'data.datasetNotFound' })
  await write('texts/a.txt', 'nothing')
  await add('texts')
  await assert.rejects(judge(knownIn('texts'), []), { code: 'data.tableNotOpenable' })
  assert.throws(() => datasetTable('no such name', columns), { code: 'data.datasetNameInvalid' })
})
