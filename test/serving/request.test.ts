import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineGroup, defineView, derive, requested } from '../../src/features/index.ts'
import {
  defineService,
  fsPredictionJournal,
  openService,
  replayPrediction,
} from '../../src/serving/index.ts'
import { float, text, timestamp } from '../../src/table/index.ts'
import { hours, promote, registerVersion, servedStore, swells } from './served-surf.ts'

const sightings = defineGroup({
  name: 'sightings',
  key: ['beachId'],
  time: 'seenAt',
  columns: {
    beachId: text(),
    seenAt: timestamp(),
    waveHeight: float(),
    tide: float(),
    since: timestamp({ optional: true }),
  },
})

const asked = requested({ tide: float({ min: 0, max: 8 }), since: timestamp({ optional: true }) })
const height = swells.latest('height')

const tidal = defineView({
  name: 'tidal',
  label: sightings.column('waveHeight'),
  features: {
    height,
    highest: swells.window('1d').max('height'),
    power: derive({ height, tide: asked.tide }, (row) => row.height * row.tide),
    since: asked.since,
  },
})

const model = { name: 'surf-height', view: tidal }
const service = defineService({ name: 'tidal', model })

async function openTidal() {
  const store = await servedStore()
  await registerVersion(store, { offset: 0, view: tidal })
  await promote(store, 1)
  const journal = fsPredictionJournal(service, store)
  return { store: { ...store, journal }, tidal: await openService({ ...store, journal }, service) }
}

test('what comes with a request is computed with, kept, and made again to the bit', async () => {
  const { store, tidal: open } = await openTidal()
  const since = '2026-03-01T10:00:00Z'
  const { predictions } = await open.predict([{ beachId: 'lahinch', tide: 2, since }])
  const [row] = predictions
  assert.deepEqual([row?.height, row?.power, row?.since], [2.4, 4.8, Number(hours(-2))])
  const replay = await replayPrediction(
    store,
    { models: [model], services: [] },
    row?.predictionId ?? '',
  )
  assert.deepEqual(
    [replay.isEqual, replay.prediction.request],
    [true, { tide: 2, since: hours(-2).toISOString() }],
  )
  await open.close()
  await store.close()
})

test('what a request leaves out has the default of its column, in the answer and when it is made again', async () => {
  const { tide } = requested({ tide: float({ min: 0, max: 8, default: 3 }) })
  const usual = defineView({
    name: 'usual',
    label: sightings.column('waveHeight'),
    features: { height, power: derive({ height, tide }, (row) => row.height * row.tide) },
  })
  const store = await servedStore()
  await registerVersion(store, { offset: 0, view: usual })
  await promote(store, 1)
  const own = { name: 'surf-height', view: usual }
  const usualService = defineService({ name: 'usual', model: own })
  const journal = fsPredictionJournal(usualService, store)
  const open = await openService({ ...store, journal }, usualService)
  const field = open.fields().find(({ name }) => name === 'tide')
  assert.deepEqual([field?.required, field?.description], [false, '3 when left out.'])
  const { predictions } = await open.predict([
    { beachId: 'lahinch' },
    { beachId: 'lahinch', tide: 1 },
  ])
  assert.deepEqual(
    predictions.map(({ power }) => power),
    [2.4 * 3, 2.4],
  )
  const { predictionId = '' } = predictions[0] ?? {}
  const again = { ...store, journal }
  const replay = await replayPrediction(again, { models: [own], services: [] }, predictionId)
  assert.deepEqual([replay.isEqual, replay.prediction.request], [true, { tide: 3 }])
  await open.close()
  await store.close()
})

test('a request that lacks what the view wants is refused, and so is a wrong one', async () => {
  const { store, tidal: open } = await openTidal()
  const message = (text: string) => ({ message: text })
  await assert.rejects(
    open.predict([{ beachId: 'lahinch' }]),
    message('Row 1: "tide" is missing, but must be a number.'),
  )
  await assert.rejects(
    open.predict([{ beachId: 'lahinch', tide: 'high' }]),
    message('Row 1: "tide" is "high", but must be a number.'),
  )
  await assert.rejects(
    open.predict([{ beachId: 'lahinch', tide: 9 }]),
    message('Row 1: "tide" is 9, but must be from 0 to 8.'),
  )
  await open.close()
  await store.close()
})

test('a key that no group knows is answered with what the request tells', async () => {
  const { store, tidal: open } = await openTidal()
  const { predictions } = await open.predict([{ beachId: 'atlantis', tide: 2 }])
  const [row] = predictions
  assert.deepEqual([row?.height, row?.power, row?.since], [null, null, null])
  const replay = await replayPrediction(
    store,
    { models: [model], services: [] },
    row?.predictionId ?? '',
  )
  assert.equal(replay.isEqual, true)
  await open.close()
  await store.close()
})

test('a service says what a request must tell', async () => {
  const { store, tidal: open } = await openTidal()
  const fields = open.fields().map(({ name, type, required }) => [name, type, required])
  assert.deepEqual(fields.slice(0, 4), [
    ['beachId', 'text', true],
    ['at', 'timestamp', false],
    ['tide', 'float', true],
    ['since', 'timestamp', false],
  ])
  await open.close()
  await store.close()
})
