import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  appendRows,
  compactGroup,
  defineGroup,
  deleteRows,
  groupStatistics,
  loadGroup,
  sqlWindowStore,
  upsertRows,
  windowStability,
  type StatisticsOptions,
} from '../../../src/features/index.ts'
import { float, integer, text, timestamp } from '../../../src/table/index.ts'
import { temporaryStore, type FeatureStore } from '../feature-store.ts'
import { deliverDays, levels } from '../levels.ts'

const dayMs = 86_400_000
const heights = defineGroup({
  name: 'heights',
  key: ['port'],
  time: 'at',
  columns: { port: text(), at: timestamp(), height: float({ optional: true }), tides: integer() },
})

async function openStore(t: TestContext): Promise<FeatureStore> {
  const store = await temporaryStore()
  t.after(() => store.close())
  return store
}

const row = (day: string, height: number | undefined, port = 'galway', tides = 2) => ({
  port,
  at: new Date(`${day}:00:00Z`),
  height,
  tides,
})

async function statistics(store: FeatureStore, options: StatisticsOptions) {
  const { windows, reference } = await groupStatistics(store, heights, options)
  return [...windows, ...(reference === undefined ? [] : [reference])].map((window) => [
    window.since?.toISOString().slice(0, 10),
    window.rowCount,
    window.columns.find(({ name }) => name === 'height')?.mean,
  ])
}

test('stretches are the same days and weeks whoever asks, each with what lies in it', async (t) => {
  const store = await openStore(t)
  // 2 and 9 February 2026 are Mondays.
  await appendRows(store, heights, [
    row('2026-02-01T23', 1),
    row('2026-02-02T00', 2),
    row('2026-02-08T23', 4),
    row('2026-02-09T00', 5),
    row('2026-02-09T23', undefined),
  ])
  assert.deepEqual(await statistics(store, { windowMs: 7 * dayMs, count: 2 }), [
    ['2026-02-09', 2, 5],
    ['2026-02-02', 2, 3],
  ])
  assert.deepEqual(await statistics(store, { windowMs: dayMs, count: 2, referenceMs: dayMs }), [
    ['2026-02-09', 2, 5],
    ['2026-02-08', 1, 4],
    ['2026-02-07', 0, undefined],
  ])
  const { windows } = await groupStatistics(store, heights, { windowMs: 7 * dayMs })
  assert.deepEqual(windows[0]?.columns.slice(2), [
    {
      name: 'height',
      missingCount: 1,
      distinctCount: 1,
      mean: 5,
      min: 5,
      median: 5,
      max: 5,
      deciles: Array.from({ length: 9 }, () => 5),
      commonest: [{ value: '5.0', count: 1 }],
    },
    {
      name: 'tides',
      missingCount: 0,
      distinctCount: 1,
      mean: 2,
      deviation: 0,
      min: 2,
      median: 2,
      max: 2,
      deciles: Array.from({ length: 9 }, () => 2),
      commonest: [{ value: '2', count: 2 }],
    },
  ])
})

test('what was measured is kept, and measured anew where a commit has changed it', async (t) => {
  const store = await openStore(t)
  const stored = async () =>
    (await sqlWindowStore(store.database).list('heights')).map((window) => [
      window.since.toISOString().slice(0, 10),
      window.throughSequence,
      window.rowCount,
    ])
  const week = { windowMs: dayMs, count: 3 }
  await appendRows(store, heights, [row('2026-02-01T06', 1), row('2026-02-03T06', 3)])
  await statistics(store, week)
  const first = [
    ['2026-02-01', 1, 1],
    ['2026-02-02', 1, 0],
    ['2026-02-03', 1, 1],
  ]
  assert.deepEqual(await stored(), first)
  await appendRows(store, heights, [row('2026-02-02T06', 2)])
  await statistics(store, week)
  const late = [first[0], ['2026-02-02', 2, 1], first[2]]
  assert.deepEqual(await stored(), late)
  await upsertRows(store, heights, [row('2026-02-03T06', 9)])
  assert.deepEqual((await statistics(store, week))[0], ['2026-02-03', 1, 9])
  assert.deepEqual((await stored()).at(-1), ['2026-02-03', 3, 1])
  await deleteRows(store, heights, [{ port: 'galway', at: new Date('2026-02-01T06:00:00Z') }])
  assert.deepEqual((await statistics(store, week))[2], ['2026-02-01', 0, undefined])
  await compactGroup(store, heights, { forget: [{ port: 'galway' }] })
  assert.deepEqual(await stored(), [])
})

test('a stretch stays as it was measured when its rows have gone by the group’s age', async (t) => {
  const store = await openStore(t)
  const kept = { ...heights, keep: '20d' } as const
  const days = { windowMs: dayMs, count: 30 }
  await appendRows(store, kept, [row('2026-02-01T06', 1), row('2026-02-28T06', 3)])
  await groupStatistics(store, kept, days)
  await compactGroup(store, kept)
  await appendRows(store, kept, [row('2026-02-01T07', 100), row('2026-02-28T07', 5)])
  const { windows } = await groupStatistics(store, kept, days)
  assert.deepEqual(
    windows
      .filter(({ rowCount }) => rowCount > 0)
      .map(({ rowCount, columns }) => [rowCount, columns[2]?.mean]),
    [
      [2, 4],
      [1, 1],
    ],
  )
})

test('as of a moment nothing is kept', async (t) => {
  const store = await openStore(t)
  await appendRows(store, heights, [row('2026-02-01T06', 1)])
  const asOf = new Date('2026-04-01T00:00:00Z')
  assert.deepEqual(await statistics(store, { windowMs: dayMs, asOf }), [['2026-02-01', 1, 1]])
  assert.deepEqual(await sqlWindowStore(store.database).list('heights'), [])
})

test('a load measures the newest days by itself', async (t) => {
  const store = await openStore(t)
  await deliverDays(store.root, [0, 1, 2])
  await loadGroup(store, levels)
  const stored = await sqlWindowStore(store.database).list('levels', {
    since: new Date('2026-01-01T00:00:00Z'),
    until: new Date('2026-01-04T00:00:00Z'),
  })
  assert.deepEqual(
    stored.map(({ rowCount, columns }) => [rowCount, columns[2]?.mean]),
    [
      [1, 0],
      [1, 2],
      [1, 4],
    ],
  )
})

test('against the reference, the stability of each column is told where it has values enough', async (t) => {
  const store = await openStore(t)
  const hour = (at: number) => new Date(Date.UTC(2026, 1, 2) + at * 3_600_000)
  const rows = Array.from({ length: 400 }, (_, at) => ({
    port: at < 200 ? (at % 4 === 0 ? 'cork' : 'galway') : at % 2 === 0 ? 'cork' : 'galway',
    at: hour(at < 200 ? at / 10 : 24 + at / 20),
    height: at < 200 ? at : at - 100,
    tides: 2,
  }))
  await appendRows(store, heights, rows)
  const { windows, reference } = await groupStatistics(store, heights, {
    windowMs: dayMs,
    count: 1,
    referenceMs: dayMs,
  })
  const [window] = windows
  assert.ok(window !== undefined && reference !== undefined)
  const found = windowStability(window, reference)
  // By hand: of cork a quarter became a half.
  const cork = 0.25 * Math.log(0.5 / 0.25) - 0.25 * Math.log(0.5 / 0.75)
  assert.ok(Math.abs((found.get('port') ?? 0) - cork) < 1e-9)
  assert.equal(found.get('tides'), 0)
  assert.ok((found.get('height') ?? 0) > 1)
  const few = { ...window, rowCount: 99 }
  assert.deepEqual([...windowStability(few, reference)], [])
})
