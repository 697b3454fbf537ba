import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  csvRows,
  defineSource,
  inRange,
  matches,
  meanWithin,
  quarantine,
  references,
  rowCount,
  similar,
  sqlCheckReportStore,
  uniqueInGroup,
  warn,
} from '../../../src/data/index.ts'
import { defineGroup, loadGroup, newestRows, quarantinedRows } from '../../../src/features/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'
import { noon, temporaryStore } from '../feature-store.ts'

type Store = Awaited<ReturnType<typeof temporaryStore>>

const portColumns = { port: text(), openedAt: timestamp() }
const ports = defineGroup({
  name: 'ports',
  key: ['port'],
  time: 'openedAt',
  columns: portColumns,
  from: defineSource({ name: 'ports', from: 'ports', ending: '.csv' }),
  read: csvRows(portColumns),
})

const columns = { port: text(), at: timestamp(), height: float() }
const levels = defineGroup({
  name: 'levels',
  key: ['port'],
  time: 'at',
  columns,
  from: defineSource({ name: 'tides', from: 'tides', ending: '.csv' }),
  read: csvRows(columns),
})

async function deliver(store: Store, name: string, ...lines: readonly string[]): Promise<void> {
  const path = join(store.root, name)
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, lines.join('\n'))
}

async function deliverLevels(store: Store, name: string, ...heights: readonly number[]) {
  const lines = heights.map((height, at) => `galway,2026-01-0${at + 1}T00:00:00Z,${height}`)
  await deliver(store, `tides/${name}.csv`, 'port,at,height', ...lines)
}

async function acceptedDelivery(store: Store): Promise<string | undefined> {
  const [delivery] = await store.deliveries.list({ status: 'accepted', limit: 1 })
  return delivery?.id
}

test('quarantined rows stay out and are kept, the others of their text come in', async () => {
  const store = await temporaryStore()
  await deliverLevels(store, 'some', 1, 99, 2)
  await deliverLevels(store, 'all', 98, 97)
  const group = { ...levels, checks: [quarantine(inRange('height', { max: 10 }))] }
  const load = await loadGroup(store, group)
  assert.deepEqual(
    [load.acceptedCount, load.rowCount, load.quarantinedCount, load.warnings],
    [1, 2, 1, []],
  )
  assert.deepEqual(
    load.refused.map(({ name, reason }) => [name, reason]),
    [['all.csv', { message: 'Every row was quarantined.' }]],
  )
  const rows = await newestRows(store, group, 10)
  assert.deepEqual(
    rows.map((row) => row['height']),
    [2, 1],
  )
  const [commit] = await store.commits.list('levels')
  const [found] = commit?.checks ?? []
  assert.ok(found?.kept)
  assert.deepEqual(
    { ...found, kept: undefined },
    { check: 'height is at most 10', severity: 'quarantine', failedCount: 3, kept: undefined },
  )
  const day = new Date('2026-01-02T00:00:00Z')
  assert.deepEqual(await quarantinedRows(store, 'levels', { limit: 10 }), [
    {
      commit: commit?.id,
      committedAt: commit?.committedAt,
      delivery: await acceptedDelivery(store),
      broken: 'height is at most 10',
      values: { port: 'galway', at: day, height: 99 },
    },
  ])
  assert.deepEqual(await quarantinedRows(store, 'ports', { limit: 10 }), [])
  await store.close()
})

test('what is warned of comes in, and the load tells of it', async () => {
  const store = await temporaryStore()
  await deliverLevels(store, 'some', 1, 99)
  const group = { ...levels, checks: [warn(inRange('height', { max: 10 }))] }
  const load = await loadGroup(store, group)
  assert.deepEqual(
    [load.rowCount, load.quarantinedCount, load.refused, load.warnings],
    [2, 0, [], ['height is at most 10: 1 of 2 rows breaks it']],
  )
  await store.close()
})

test('what the door has found is kept, with the commit or without one', async () => {
  let now = noon
  const store = await temporaryStore(() => now)
  const group = { ...levels, checks: [inRange('height', { max: 10 })] }
  await deliverLevels(store, 'good', 1)
  const { commits } = await loadGroup(store, group)
  now = new Date(noon.getTime() + 1000)
  await deliverLevels(store, 'bad', 99)
  await loadGroup(store, group, { runId: 'run_1' })
  const reports = await sqlCheckReportStore(store.database).list({ limit: 10 })
  assert.deepEqual(
    reports.map(({ subject, verdict, runId }) => [subject, verdict, runId]),
    [
      [{ kind: 'group', name: 'levels' }, 'refused', 'run_1'],
      [{ kind: 'group', name: 'levels', state: commits[0]?.id }, 'passed', undefined],
    ],
  )
  await store.close()
})

test('a row that the group has already is refused, if it must be unique in it', async () => {
  const store = await temporaryStore()
  const group = { ...levels, checks: [uniqueInGroup('port', 'at')] }
  await deliverLevels(store, 'first', 1)
  await loadGroup(store, group)
  await deliverLevels(store, 'second', 2, 3)
  const { refused } = await loadGroup(store, group)
  assert.deepEqual(
    refused.map(({ reason }) => [reason.message, reason.rows?.map((row) => row['height'])]),
    [['Broken check: port, at are unique in the whole group.', [2]]],
  )
  await store.close()
})

test('a check of a whole text refuses that text, be it empty, and no other', async () => {
  const store = await temporaryStore()
  await deliverLevels(store, 'empty')
  await deliverLevels(store, 'one', 1)
  await deliverLevels(store, 'two', 1, 2)
  const load = await loadGroup(store, { ...levels, checks: [rowCount({ min: 2, max: 5 })] })
  assert.deepEqual(
    load.refused.map(({ name, reason }) => [name, reason.message]),
    [
      ['empty.csv', 'Broken check: the number of rows is between 2 and 5.'],
      ['one.csv', 'Broken check: the number of rows is between 2 and 5.'],
    ],
  )
  assert.equal(load.rowCount, 2)
  await store.close()
})

test('a row may refer to another group, as it stands when the row comes in', async () => {
  const store = await temporaryStore()
  const group = { ...levels, checks: [references({ port: 'port' }, ports)] }
  await deliverLevels(store, 'early', 1)
  assert.equal((await loadGroup(store, group)).refused.length, 1)
  await deliver(store, 'ports/a.csv', 'port,openedAt', 'galway,1900-01-01T00:00:00Z')
  await loadGroup(store, ports)
  const load = await loadGroup(store, group, { retryRefused: true })
  assert.deepEqual([load.refused, load.rowCount], [[], 1])
  await store.close()
})

test('rows that come in together are held against what is there, and refused together', async () => {
  const store = await temporaryStore()
  const past = { name: levels.name, columns: levels.columns }
  const alike = similar({ columns: ['height'], to: past, by: meanWithin(2) })
  const group = { ...levels, checks: [alike] }
  await deliverLevels(store, 'first', 1, 2, 3)
  assert.deepEqual((await loadGroup(store, group)).refused, [])
  await deliverLevels(store, 'second', 2, 3, 2)
  assert.deepEqual((await loadGroup(store, group)).refused, [])
  await deliverLevels(store, 'third', 2, 2)
  await deliverLevels(store, 'fourth', 50, 60)
  const load = await loadGroup(store, group)
  assert.deepEqual(
    load.refused.map(({ name, reason }) => [name, reason.message]),
    ['fourth.csv', 'third.csv'].map((name) => [
      name,
      'Broken check: height are as in levels: the mean is within 2 deviations.',
    ]),
  )
  await store.close()
})

test('a check of a column that the group has not does not compile, and is refused', () => {
  assert.throws(
    // @ts-expect-error the group has no column "hieght"
    () => defineGroup({ ...levels, checks: [inRange('hieght', { max: 1 }), matches('port', /x/)] }),
    { code: 'features.unknownColumn', message: /Did you mean "height"/ },
  )
})
