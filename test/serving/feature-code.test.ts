import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appendRows, freezeView } from '../../src/features/index.ts'
import { byTime } from '../../src/learn/index.ts'
import { defineService, openService } from '../../src/serving/index.ts'
import {
  hours,
  promote,
  registerVersion,
  reports,
  servedStore,
  surf,
  swells,
} from './served-surf.ts'

/** A version that learned from the features of view `surf`. */
async function learnedStore() {
  const store = await servedStore()
  const seen = [-20, -16, -12, -8].map((at) => ({
    beachId: 'lahinch',
    observedAt: hours(at),
    waveHeight: 3,
  }))
  await appendRows(store, reports, seen, { knownAt: (row) => row.observedAt })
  const set = await freezeView(store, surf, { split: byTime({ test: 0.25 }), fingerprint: 'one' })
  await registerVersion(store, { offset: 0, trainingSetId: set.id })
  await promote(store, 1)
  return store
}

const serve = (features: typeof surf.features) =>
  defineService({ name: 'surf', model: { name: 'surf-height', view: { ...surf, features } } })

test('a version is served while the view computes its features as when it learned', async () => {
  const store = await learnedStore()
  const service = await openService(store, serve(surf.features))
  assert.deepEqual([service.state().version, service.state().problem], [1, undefined])
  await store.close()
})

test('a version whose features would be computed otherwise is not served, and they are named', async () => {
  const store = await learnedStore()
  const changed = { ...surf.features, highest: swells.window('2d').max('height') }
  const service = await openService(store, serve(changed))
  assert.deepEqual(
    [service.state().version, service.state().problem],
    [
      undefined,
      'Version 1 of surf-height learned from other features: view surf computes highest otherwise now.',
    ],
  )
  await assert.rejects(service.predict([{ beachId: 'lahinch' }]), { code: 'serving.notReady' })
  await store.close()
})

test('a feature that the version does not read may change', async () => {
  const store = await learnedStore()
  const more = { ...surf.features, mean: swells.window('3d').mean('height') }
  const service = await openService(store, serve(more))
  assert.equal(service.state().version, 1)
  await store.close()
})
