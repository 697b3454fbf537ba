import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Duration } from '../../src/base/index.ts'
import {
  compactJournals,
  defineService,
  findPrediction,
  forgetOldPredictions,
  fsPredictionJournal,
  listNewest,
  openService,
  replayPrediction,
  type PredictionJournal,
  type ServiceLog,
} from '../../src/serving/index.ts'
import {
  hours,
  noon,
  promote,
  registerVersion,
  servedStore,
  surfHeight,
  type ServedStore,
} from './served-surf.ts'
import { groupRelation } from '../../src/features/index.ts'
import { predictionsGroup } from '../../src/serving/index.ts'
import { sql } from '../../src/table/index.ts'

async function openLogged(store: ServedStore, log: ServiceLog, journal?: PredictionJournal) {
  const definition = defineService({ name: 'surf', model: surfHeight, log })
  await registerVersion(store, { offset: 0 })
  await promote(store, 1)
  const own = journal ?? fsPredictionJournal(definition, store)
  const service = await openService({ ...store, journal: own }, definition)
  return { definition, service, journal: own }
}

const ask = [{ beachId: 'lahinch', at: hours(1) }]

test('a prediction is kept with who asked and how long it took, in the journal and in the group', async (t) => {
  const store = await servedStore()
  t.after(() => store.close())
  const { definition, service, journal } = await openLogged(store, {})
  await service.predict(ask, { client: '10.0.0.7' })
  const [journaled] = await listNewest(store, 'surf', 1)
  assert.equal(journaled?.askedBy, '10.0.0.7')
  assert.ok((journaled.tookMs ?? -1) >= 0)
  await journal.rotate()
  await compactJournals(store, definition)
  assert.deepEqual(await findPrediction(store, [surfHeight], journaled.id), journaled)
})

test('what is redacted is answered and not kept; what the groups know is made again all the same', async (t) => {
  const store = await servedStore()
  t.after(() => store.close())
  const { service } = await openLogged(store, { redact: ['height', 'power'] })
  const { predictions } = await service.predict(ask)
  assert.equal(predictions[0]?.height, 2.4)
  const [kept] = await listNewest(store, 'surf', 1)
  assert.deepEqual(kept?.features, { beach: 'lahinch', height: null, highest: 2.4, power: null })
  assert.deepEqual(kept.redacted, ['height', 'power'])
  const replay = await replayPrediction(store, { models: [surfHeight], services: [] }, kept.id)
  assert.deepEqual([replay.isEqual, replay.differences], [true, []])
  const what = await service.predict([{ beachId: 'lahinch', at: hours(1), height: 9 }])
  const id = what.predictions[0]?.predictionId ?? ''
  assert.deepEqual((await findPrediction(store, [surfHeight], id))?.overrides, { height: null })
  await assert.rejects(replayPrediction(store, { models: [surfHeight], services: [] }, id), {
    message: `Prediction ${id} can't be made again: height of its request was not kept.`,
  })
})

test('of a sample whole requests are kept, about as many as its share', async (t) => {
  const store = await servedStore()
  t.after(() => store.close())
  const { service } = await openLogged(store, { sample: 0.25 })
  for (let request = 0; request < 400; request += 1) await service.predict([...ask, ...ask])
  const kept = await listNewest(store, 'surf', 1000)
  // Five standard deviations of so many throws, two rows each.
  assert.ok(Math.abs(kept.length / 2 - 100) < 45, `${kept.length / 2}`)
  assert.equal(kept.length % 2, 0)
})

test('relaxed, a service answers though its journal can not be written, and says what is lost', async (t) => {
  const store = await servedStore()
  t.after(() => store.close())
  const told: string[] = []
  const log = { ...store.log, error: (text: string) => told.push(text) }
  const full: PredictionJournal = {
    append: () => Promise.reject(new Error('no space left')),
    appendAnswer: () => Promise.reject(new Error('no space left')),
    rotate: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
  const { service } = await openLogged({ ...store, log }, { relaxed: true }, full)
  assert.equal((await service.predict(ask)).predictions.length, 1)
  await new Promise((resolve) => setImmediate(resolve))
  assert.match(told.at(-1) ?? '', /predictions are lost: no space left/)
  const { service: strict } = await openLogged(store, {}, full)
  await assert.rejects(strict.predict(ask), { message: 'no space left' })
})

test('predictions that no service of their model keeps any longer are forgotten', async (t) => {
  let now = noon
  const store = await servedStore(() => now)
  t.after(() => store.close())
  const { definition, service, journal } = await openLogged(store, { keep: '30d' })
  await service.predict(ask)
  now = hours(40 * 24)
  await service.predict([{ beachId: 'lahinch', at: now }])
  await journal.rotate()
  await compactJournals(store, definition)
  const [newest, oldest] = await newestOf(store)
  const others = defineService({ name: 'other', model: surfHeight })
  await forgetOldPredictions(store, [definition, others])
  assert.deepEqual(await newestOf(store), [newest, oldest])
  await forgetOldPredictions(store, [definition])
  assert.deepEqual(await newestOf(store), [newest])

  async function newestOf(from: ServedStore) {
    const { relation } = await groupRelation(from, predictionsGroup(surfHeight))
    const rows = await from.engine.rows(
      sql`select "predictionId" as id from ${relation} order by "at" desc`,
    )
    return rows.map(({ id }) => id)
  }
})

test('a log that can not be kept so is refused where it is declared', () => {
  const define = (log: ServiceLog) => () => defineService({ name: 'surf', model: surfHeight, log })
  assert.throws(define({ sample: 2 }), {
    code: 'serving.wrongLog',
    message:
      "The log of service surf can't be kept so: its share of requests is 2, and must be from 0 to 1",
  })
  assert.throws(define({ redact: ['beachId'] }), { code: 'serving.wrongLog' })
  assert.throws(define({ redact: ['hight'] }), /Did you mean "height"\?/)
  assert.throws(define({ keep: 'long' as Duration }), { code: 'base.notADuration' })
})
