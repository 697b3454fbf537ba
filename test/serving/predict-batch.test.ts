import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getVersion } from '../../src/registry/index.ts'
import { batchPredictions, loadPredictor, predictBatch } from '../../src/serving/index.ts'
import { sqlLineageStore, walkLineage } from '../../src/tracking/index.ts'
import {
  hours,
  noon,
  registerVersion,
  servedStore,
  surfHeight,
  tellSwells,
  type ServedStore,
} from './served-surf.ts'

const moments = [0, 6, 12].map((ahead) => ({ key: { beachId: 'lahinch' }, at: hours(ahead) }))
const wanted = { model: surfHeight, version: 1, moments, knownBy: noon, origin: 'batch' } as const

async function storeWithVersion(): Promise<ServedStore> {
  const store = await servedStore()
  await registerVersion(store, { offset: 0 })
  return store
}

test('a batch is stored with its ids, features and what it came from', async () => {
  const store = await storeWithVersion()
  const batch = await predictBatch(store, wanted)
  const predictions = await batchPredictions(store, surfHeight, batch)
  assert.deepEqual(
    predictions.map(({ at, features, commits }) => [at, features['height'], commits]),
    [
      [hours(0), 2.4, { swells: 1 }],
      [hours(6), 2.5, { swells: 1 }],
      [hours(12), 2.6, { swells: 1 }],
    ],
  )
  const predictor = await loadPredictor(store, await getVersion(store.models, 'surf-height', 1))
  const given = predictions.map(({ features }) => features)
  assert.deepEqual(
    predictions.map(({ value }) => value),
    Array.from(await predictor.predictMany(given)),
  )

  const lineage = sqlLineageStore(store.database)
  const { nodes } = await walkLineage({ lineage }, { kind: 'prediction-batch', id: batch.id }, 'up')
  const [commit] = await store.commits.list('swells')
  assert.deepEqual(nodes.map(({ kind, id }) => `${kind} ${id}`).toSorted(), [
    `commit ${commit?.id}`,
    'model-version surf-height/1',
    `prediction-batch ${batch.id}`,
    'training-set set_none',
  ])
  await store.close()
})

test('the same version, moments and data are predicted once, also by two at the same time', async () => {
  const store = await storeWithVersion()
  const [first, other] = await Promise.all([
    predictBatch(store, wanted),
    predictBatch(store, wanted),
  ])
  assert.deepEqual(other, first)
  assert.deepEqual(await predictBatch(store, wanted), first)
  assert.equal((await store.commits.list('surf-height-predictions')).length, 1)

  await tellSwells(store, 0, 12, 5)
  const later = await predictBatch(store, wanted)
  assert.notEqual(later.id, first.id)
  const early = await predictBatch(store, { ...wanted, knownBy: hours(-1), origin: 'hindcast' })
  const heights = (await batchPredictions(store, surfHeight, early)).map(
    ({ features }) => features['height'],
  )
  assert.deepEqual(heights, [2.4, 2.5, 2.6])
  await store.close()
})

test('a batch that was interrupted leaves nothing, and its repetition has the same ids', async () => {
  const store = await storeWithVersion()
  const interrupted = {
    ...store,
    database: {
      ...store.database,
      transaction: async () => Promise.reject(new Error('killed')),
    },
  }
  await assert.rejects(predictBatch(interrupted, wanted), { message: 'killed' })
  assert.deepEqual(await store.commits.list('surf-height-predictions'), [])
  const repeated = await batchPredictions(store, surfHeight, await predictBatch(store, wanted))

  const twin = await storeWithVersion()
  const undisturbed = await batchPredictions(twin, surfHeight, await predictBatch(twin, wanted))
  assert.deepEqual(repeated, undisturbed)
  await Promise.all([store.close(), twin.close()])
})

test('nothing to predict is an error that says so', async () => {
  const store = await storeWithVersion()
  await assert.rejects(predictBatch(store, { ...wanted, moments: [] }), {
    code: 'serving.nothingToPredict',
  })
  await store.close()
})
