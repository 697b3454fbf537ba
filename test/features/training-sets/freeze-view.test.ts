import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test, type TestContext } from 'node:test'
import {
  appendRows,
  defineGroup,
  defineView,
  derive,
  freezeView,
  readTrainingPart,
  type FreezeOptions,
} from '../../../src/features/index.ts'
import { byTime, random } from '../../../src/learn/index.ts'
import { float, parquetFiles, sql, text, timestamp } from '../../../src/table/index.ts'
import { sqlLineageStore, walkLineage } from '../../../src/tracking/index.ts'
import { noon, temporaryStore } from '../feature-store.ts'

const reports = defineGroup({
  name: 'reports',
  key: ['beachId'],
  time: 'observedAt',
  columns: { beachId: text(), observedAt: timestamp(), waveHeight: float({ unit: 'ft' }) },
})

const swells = defineGroup({
  name: 'swells',
  key: ['beachId'],
  time: 'hitsAt',
  columns: {
    beachId: text(),
    hitsAt: timestamp(),
    height: float(),
    kind: text({ optional: true }),
  },
})

const height = swells.latest('height')
const surf = defineView({
  name: 'surf',
  label: reports.column('waveHeight'),
  features: {
    height,
    kind: swells.latest('kind'),
    power: derive({ height }, (row) => row.height ** 2),
  },
})

const options: FreezeOptions = { split: byTime({ test: 0.25 }), fingerprint: 'code 1' }
const day = (number: number): Date => new Date(Date.UTC(2026, 0, number))
const known = { runId: undefined, knownAt: day(1) }
const beaches = ['easkey', 'lahinch']

type Store = Awaited<ReturnType<typeof temporaryStore>>

/** Two beaches over ten days: a swell and a report a day, the report twice the swell. */
async function openStore(t: TestContext): Promise<Store> {
  const store = await temporaryStore()
  t.after(store.close)
  const days = Array.from({ length: 10 }, (_, at) => at + 1)
  const moments = days.flatMap((number) => beaches.map((beachId) => ({ beachId, number })))
  const swellRows = moments
    .filter(({ beachId, number }) => beachId === 'lahinch' || number > 1)
    .map(({ beachId, number }) => ({ beachId, hitsAt: day(number), height: number, kind: 'wind' }))
  const reportRows = moments.map(({ beachId, number }) => ({
    beachId,
    observedAt: day(number),
    waveHeight: number * 2,
  }))
  await appendRows(store, swells, swellRows, known)
  await appendRows(store, reports, reportRows, known)
  return store
}

test('a view is frozen with its rows, their split and what they were made of', async (t) => {
  const store = await openStore(t)
  const set = await freezeView(store, surf, { ...options, runId: 'run_1' })
  const commitOf = async (group: string) => (await store.commits.list(group)).map(({ id }) => id)
  const { id, digest, definitionDigest, statistics, ...told } = set
  assert.deepEqual(told, {
    view: 'surf',
    version: 1,
    rowCount: 20,
    split: { kind: 'byTime', trainCount: 16, testCount: 4, testFrom: day(9).toISOString() },
    commits: { swells: await commitOf('swells'), reports: await commitOf('reports') },
    bounds: {},
    createdAt: noon,
    runId: 'run_1',
  })
  assert.match(id, /^set_/)
  assert.match(definitionDigest, /^[0-9a-f]{64}$/)
  assert.equal(await store.blobs.has(digest), true)
  // The training part only: days 1 to 8, of which one has no swell. Labels 2, 4, … 16: mean 9.
  const label = statistics.find(({ name }) => name === '_label')
  assert.deepEqual([label?.mean, label?.max], [9, 16])
  const swell = statistics.find(({ name }) => name === 'feature.height')
  assert.deepEqual([swell?.missingCount, swell?.max], [1, 8])
  assert.deepEqual(await store.trainingSets.find(id), set)
  assert.deepEqual(await store.trainingSets.list('surf'), [set])
})

test('a frozen set is read back part by part, as typed columns', async (t) => {
  const store = await openStore(t)
  const set = await freezeView(store, surf, options)
  const held = await readTrainingPart(store, surf, set, 'test')
  assert.deepEqual(held, {
    rowCount: 4,
    keys: { beachId: ['easkey', 'easkey', 'lahinch', 'lahinch'] },
    at: Float64Array.from([day(9), day(10), day(9), day(10)], Number),
    label: Float64Array.of(18, 20, 18, 20),
    features: [
      { name: 'height', kind: 'number', values: Float64Array.of(9, 10, 9, 10) },
      { name: 'kind', kind: 'category', values: ['wind', 'wind', 'wind', 'wind'] },
      { name: 'power', kind: 'number', values: Float64Array.of(81, 100, 81, 100) },
    ],
  })
  const learned = await readTrainingPart(store, surf, set, 'train')
  assert.equal(learned.rowCount, 16)
  assert.deepEqual(learned.features[0]?.values[0], Number.NaN)
  assert.deepEqual(learned.features[1]?.values[0], undefined)
})

test('a split by time has no moment on both sides', async (t) => {
  const store = await openStore(t)
  // A quarter of 20 rows is 5: between the 4 of two days and the 6 of three.
  const set = await freezeView(store, surf, options)
  const train = await readTrainingPart(store, surf, set, 'train')
  const held = await readTrainingPart(store, surf, set, 'test')
  assert.deepEqual([Math.max(...train.at), Math.min(...held.at)], [Number(day(8)), Number(day(9))])
})

test('a random split keeps the rows of one moment together', async (t) => {
  const store = await openStore(t)
  const split = random({ test: 0.3, seed: 'dice' })
  const set = await freezeView(store, surf, { ...options, split })
  assert.deepEqual(set.split, { kind: 'random', trainCount: 14, testCount: 6 })
  const train = await readTrainingPart(store, surf, set, 'train')
  const held = await readTrainingPart(store, surf, set, 'test')
  const learned = new Set(train.at)
  assert.deepEqual(
    [...held.at].filter((at) => learned.has(at)),
    [],
  )
})

test('the same view of the same commits is computed once', async (t) => {
  const store = await openStore(t)
  const first = await freezeView(store, surf, options)
  const idle: Store = {
    ...store,
    engine: { ...store.engine, rows: () => assert.fail('asked the engine') },
  }
  assert.deepEqual(await freezeView(idle, surf, options), first)
})

test('rows that come out as they did make no new version, others do', async (t) => {
  const store = await openStore(t)
  const first = await freezeView(store, surf, options)
  const recoded = { ...options, fingerprint: 'code 2' }
  assert.deepEqual(await freezeView(store, surf, recoded), first)

  const late = { beachId: 'lahinch', hitsAt: day(20), height: 5 }
  await appendRows(store, swells, [late], known)
  assert.deepEqual(await freezeView(store, surf, options), first)

  const report = { beachId: 'lahinch', observedAt: day(20), waveHeight: 3 }
  await appendRows(store, reports, [report], known)
  const second = await freezeView(store, surf, options)
  assert.deepEqual([second.version, second.rowCount], [2, 21])
  assert.notEqual(second.digest, first.digest)

  const third = await freezeView(store, surf, { ...options, split: byTime({ test: 0.5 }) })
  assert.deepEqual([third.version, third.rowCount, third.split.testCount], [3, 21, 11])
})

test('a frozen set made again elsewhere is the same bytes', async (t) => {
  const stores = [await openStore(t), await openStore(t)]
  const files = []
  for (const store of stores) {
    const set = await freezeView(store, surf, options)
    files.push(await readFile(await store.blobs.openPath(set.digest)))
  }
  assert.deepEqual(files[0], files[1])
})

test('a view of a group without rows cannot be frozen', async (t) => {
  const store = await temporaryStore()
  t.after(store.close)
  await assert.rejects(freezeView(store, surf, options), {
    code: 'features.noLabels',
    message: 'View surf has no rows: group reports, which has its labels, is empty.',
    hint: 'Load it first: swell group load reports',
  })
  assert.deepEqual(await store.trainingSets.list('surf'), [])
})

test('a view without any feature rows is frozen with features that are not known', async (t) => {
  const store = await temporaryStore()
  t.after(store.close)
  const rows = [1, 2].map((number) => ({
    beachId: 'lahinch',
    observedAt: day(number),
    waveHeight: number,
  }))
  await appendRows(store, reports, rows, known)
  const set = await freezeView(store, surf, { ...options, split: byTime({ test: 0.5 }) })
  const found = await store.engine.rows(
    sql`from ${parquetFiles([await store.blobs.openPath(set.digest)])}`,
  )
  const unknown = {
    'feature.height': undefined,
    'feature.kind': undefined,
    'feature.power': undefined,
  }
  assert.deepEqual(found, [
    { beachId: 'lahinch', _at: day(1), _label: 1, _part: 'train', ...unknown },
    { beachId: 'lahinch', _at: day(2), _label: 2, _part: 'test', ...unknown },
  ])
})

test('a training set leads back to its commits', async (t) => {
  const store = await openStore(t)
  const set = await freezeView(store, surf, options)
  const lineage = sqlLineageStore(store.database)
  const graph = await walkLineage({ lineage }, { kind: 'training-set', id: set.id }, 'up')
  assert.deepEqual(graph.nodes.map(({ kind }) => kind).toSorted(), [
    'commit',
    'commit',
    'training-set',
  ])
})
