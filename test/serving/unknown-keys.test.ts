import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  defineService,
  findPrediction,
  fsPredictionJournal,
  openService,
  replayPrediction,
  type Service,
} from '../../src/serving/index.ts'
import { promote, registerVersion, servedStore, surfHeight } from './served-surf.ts'

/** The beach is known, but no swell had come so long ago. */
const longAgo = { beachId: 'lahinch', at: '2020-01-01T00:00:00Z' }

async function open(t: TestContext, service: Service<typeof surfHeight>) {
  const store = await servedStore()
  t.after(() => store.close())
  await registerVersion(store, { offset: 0 })
  await promote(store, 1)
  const journal = fsPredictionJournal(service, store)
  const opened = await openService({ ...store, journal }, service)
  return { store, opened }
}

test('an answer of whose key nothing is known names what is missing, and so does what is kept of it', async (t) => {
  const service = defineService({ name: 'surf', model: surfHeight })
  const { store, opened } = await open(t, service)
  const asked = [longAgo, { beachId: 'lahinch' }, { ...longAgo, height: 2 }]
  const [blind, seeing, told] = (await opened.predict(asked)).predictions
  assert.deepEqual(
    [blind?.missing, blind?.warning, blind?.height, Number.isFinite(blind?.waveHeight)],
    [
      ['height', 'highest', 'power'],
      'Nothing is known of beachId "lahinch"; the features that are missing were not used.',
      null,
      true,
    ],
  )
  assert.deepEqual(
    [seeing?.missing, seeing?.warning, told?.missing],
    [undefined, undefined, undefined],
  )
  const id = blind?.predictionId ?? ''
  await opened.close()
  const kept = await findPrediction(store, [surfHeight], id)
  assert.deepEqual(kept?.missing, ['height', 'highest', 'power'])
  const { isEqual } = await replayPrediction(
    store,
    { models: [surfHeight], services: [service] },
    id,
  )
  assert.equal(isEqual, true)
})

test('a service may refuse what it knows nothing of', async (t) => {
  const service = defineService({ name: 'surf', model: surfHeight, unknownKeys: 'refuse' })
  const { opened } = await open(t, service)
  await assert.rejects(opened.predict([{ beachId: 'lahinch' }, longAgo]), {
    code: 'serving.nothingKnown',
    kind: 'refused',
    message:
      'Row 2 can\'t be answered: nothing is known of beachId "lahinch" at 2020-01-01T00:00:00.000Z; missing are height, highest, power.',
  })
})

test('or answer it as where it is not sure, and the same again', async (t) => {
  const confidence = { atLeast: 0, otherwise: -1, of: () => 1 }
  const service = defineService({
    name: 'surf',
    model: surfHeight,
    confidence,
    unknownKeys: 'otherwise',
  })
  const { store, opened } = await open(t, service)
  const { predictions } = await opened.predict([longAgo, { beachId: 'lahinch' }])
  const told: readonly Readonly<Record<string, unknown>>[] = predictions
  assert.deepEqual(
    told.map(({ waveHeight, fallback }) => [waveHeight === -1, fallback]),
    [
      [true, 'constant'],
      [false, undefined],
    ],
  )
  await opened.close()
  const predicting = { models: [surfHeight], services: [service] }
  for (const { predictionId } of predictions) {
    assert.equal((await replayPrediction(store, predicting, predictionId)).isEqual, true)
  }
  assert.throws(
    () => defineService({ name: 'surf', model: surfHeight, unknownKeys: 'otherwise' }),
    { code: 'serving.wrongComposition' },
  )
})
