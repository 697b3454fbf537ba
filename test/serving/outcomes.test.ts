import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { observedRows } from '../../src/monitoring/observed-rows.ts'
import {
  compactJournals,
  fsPredictionJournal,
  openService,
  outcomesGroup,
  tellOutcomes,
} from '../../src/serving/index.ts'
import { appendRows, groupRelation } from '../../src/features/index.ts'
import { sql } from '../../src/table/index.ts'
import {
  hours,
  promote,
  registerVersion,
  reports,
  servedStore,
  surfHeight,
  surfService,
} from './served-surf.ts'

/** Two predictions: one in the group, one still in the journal. */
async function openPredicted(t: TestContext) {
  const store = await servedStore()
  t.after(() => store.close())
  await registerVersion(store, { offset: 0 })
  await promote(store, 1)
  const journal = fsPredictionJournal(surfService, store)
  const service = await openService({ ...store, journal }, surfService)
  t.after(() => service.close())
  const predict = async (beachId: string) => {
    const answer = await service.predict([{ beachId, at: hours(1) }])
    return answer.predictions[0]?.predictionId ?? ''
  }
  const stored = await predict('lahinch')
  await journal.rotate()
  await compactJournals(store, surfService)
  const journaled = await predict('easkey')
  const tell = (rows: readonly Readonly<Record<string, unknown>>[]) =>
    tellOutcomes(store, surfService, rows)
  const known = async () => {
    const { relation } = await groupRelation(store, outcomesGroup(surfHeight))
    return store.engine.rows(sql`
      select "beachId", "at", observed from ${relation} order by "beachId", "at", _known_at, observed`)
  }
  return { store, tell, known, stored, journaled }
}

test('an outcome is told by the id of a prediction, wherever it is kept, or by key and moment', async (t) => {
  const { tell, known, stored, journaled } = await openPredicted(t)
  const told = await tell([
    { predictionId: stored, waveHeight: 4 },
    { predictionId: journaled, waveHeight: 3 },
    { beachId: 'easkey', at: '2026-03-01T18:00:00Z', waveHeight: 2.5 },
  ])
  assert.deepEqual([told.toldCount, told.repeatedCount], [3, 0])
  assert.deepEqual(await known(), [
    { beachId: 'easkey', at: hours(1), observed: 3 },
    { beachId: 'easkey', at: hours(6), observed: 2.5 },
    { beachId: 'lahinch', at: hours(1), observed: 4 },
  ])
})

test('told again it changes nothing, another value corrects it, and of two in one call the last counts', async (t) => {
  const { tell, known, stored } = await openPredicted(t)
  await tell([{ predictionId: stored, waveHeight: 4 }])
  const again = await tell([
    { predictionId: stored, waveHeight: 4 },
    { beachId: 'lahinch', at: hours(1).toISOString(), waveHeight: 4 },
  ])
  assert.deepEqual([again.toldCount, again.repeatedCount, again.commit], [0, 2, undefined])
  const corrected = await tell([
    { predictionId: stored, waveHeight: 9 },
    { predictionId: stored, waveHeight: 5 },
  ])
  assert.equal(corrected.toldCount, 1)
  assert.deepEqual(
    (await known()).map(({ observed }) => observed),
    [4, 5],
  )
})

const refused: readonly [Readonly<Record<string, unknown>>, string][] = [
  [
    { predictionId: 'prd_none', waveHeight: 1 },
    'Row 2: surf-height has made no prediction prd_none.',
  ],
  [{ predictionId: 'prd_none' }, 'Row 2: "waveHeight" is missing, but must be a number.'],
  [
    { predictionId: 'prd_none', waveheight: 1 },
    'Row 2: there is no field "waveheight" (it is 1). Did you mean "waveHeight"?',
  ],
  [
    { beachId: 'lahinch', at: 'noon', waveHeight: 1 },
    'Row 2: "at" is "noon", but must be a moment such as 2026-11-22T12:00:00Z.',
  ],
  [
    { at: '2026-03-01T18:00:00Z', waveHeight: 1 },
    'Row 2: "beachId" is missing, but must be a text.',
  ],
]

test('where one row does not fit nothing is kept', async (t) => {
  const { tell, known, stored } = await openPredicted(t)
  for (const [row, message] of refused) {
    await assert.rejects(tell([{ predictionId: stored, waveHeight: 4 }, row]), { message })
  }
  assert.deepEqual(await known(), [])
})

test('what was told is observed beside the rows of the labels, and the newest known counts', async (t) => {
  const { store, tell } = await openPredicted(t)
  const rows = [1, 2].map((hour) => ({
    beachId: 'lahinch',
    observedAt: hours(hour),
    waveHeight: 3,
  }))
  await appendRows(store, reports, rows, { knownAt: hours(-2) })
  await tell([{ beachId: 'lahinch', at: hours(1).toISOString(), waveHeight: 4 }])
  const observed = await observedRows(store, surfHeight)
  const seen = await store.engine.rows(sql`select "at", value from (${observed}) order by "at"`)
  assert.deepEqual(seen, [
    { at: hours(1), value: 4 },
    { at: hours(2), value: 3 },
  ])
})
