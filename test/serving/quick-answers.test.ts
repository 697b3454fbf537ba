import assert from 'node:assert/strict'
import { appendFile, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { defineGroup, defineView, derive, requested } from '../../src/features/index.ts'
import {
  compactJournals,
  defineService,
  findInJournals,
  findPrediction,
  fsPredictionJournal,
  listJournals,
  newestPredictions,
  openService,
  replayPrediction,
  type ServiceLog,
} from '../../src/serving/index.ts'
import { rowPlaces } from '../../src/serving/quick/row-places.ts'
import { float, integer, text, timestamp } from '../../src/table/index.ts'
import { promote, registerVersion, servedStore } from './served-surf.ts'

const guesses = defineGroup({
  name: 'guesses',
  key: ['id'],
  time: 'seenAt',
  columns: {
    id: integer(),
    seenAt: timestamp(),
    waveHeight: float(),
    height: float({ min: -5, max: 40 }),
    highest: float({ optional: true }),
    beach: text(),
  },
})

const asked = requested({
  height: float({ min: -5, max: 40 }),
  highest: float({ optional: true }),
  beach: text(),
})

const view = defineView({
  name: 'guess',
  label: guesses.column('waveHeight'),
  features: { ...asked, power: derive(asked, (row) => row.height * 10) },
})
const model = { name: 'surf-height', view }

async function openGuess(log?: ServiceLog) {
  const store = await servedStore()
  await registerVersion(store, { offset: 0, view })
  await promote(store, 1)
  const service = defineService({ name: 'guess', model, ...(log === undefined ? {} : { log }) })
  const journal = fsPredictionJournal(service, store)
  const open = await openService({ ...store, journal }, service)
  return { store: { ...store, journal }, service, open }
}

type Row = Record<string, unknown>
interface Told {
  readonly model: string
  readonly version: number
  readonly predictions: readonly Row[]
}

const row = (id: number): Row => ({ id, height: id / 10, highest: id / 3, beach: 'lahinch' })

/** What is new with every answer. */
function withoutIds({ predictions, ...rest }: Told): unknown {
  return { ...rest, predictions: predictions.map((one) => ({ ...one, predictionId: 'prd' })) }
}

/** Of nought. */
function withoutSign(_name: string, value: unknown): unknown {
  return value === 0 ? 0 : value
}

const bodies: Readonly<Record<string, { readonly text: string; readonly rows: readonly Row[] }>> = {
  'one row': bodyOf([row(1)], JSON.stringify(row(1))),
  'many rows': bodyOf(Array.from({ length: 300 }, (_, at) => row(at))),
  'rows on lines of their own': bodyOf(
    [row(1), row(2)],
    JSON.stringify({ rows: [row(1), row(2)] }, null, 2),
  ),
  'rows without what they may leave out': bodyOf([{ id: 1, height: 2, beach: 'easkey' }, row(2)]),
  'nothing said in so many words': bodyOf([{ ...row(1), highest: null }]),
  'braces in a text': bodyOf([
    { ...row(1), beach: '},{' },
    { ...row(2), beach: 'a}b' },
  ]),
  'letters beyond ASCII': bodyOf([{ ...row(1), beach: 'Inis Meáin ≈ 🌊' }]),
  'a moment of its own': bodyOf([{ ...row(1), at: '2026-03-02T00:00:00Z' }]),
  'a negative nought': bodyOf(
    [{ ...row(1), height: -0 }],
    '{"id":1,"height":-0,"highest":1E-1,"beach":"x"}',
    [{ id: 1, height: -0, highest: 0.1, beach: 'x' }],
  ),
}

function bodyOf(rows: readonly Row[], body = JSON.stringify({ rows }), read = rows) {
  return { text: body, rows: read }
}

test('an answer made of the text of a request says what any other way says, and is kept as well', async (t) => {
  const { store, open } = await openGuess()
  t.after(() => store.close())
  for (const [name, request] of Object.entries(bodies)) {
    const slow = await open.predict(request.rows)
    const quick = JSON.parse((await open.predictText(request)).text, withoutSign) as Told
    const same = JSON.parse(JSON.stringify(slow)) as Told
    assert.deepEqual(withoutIds(quick), withoutIds(same), name)
    const at = quick.predictions.length - 1
    const ids = [slow.predictions[at], quick.predictions[at]].map((one) =>
      String(one?.['predictionId']),
    )
    const [kept, quickly] = await Promise.all(ids.map((id) => findInJournals(store, id)))
    const { id, tookMs, ...rest } = quickly ?? {}
    assert.deepEqual([id, { ...kept, ...rest }], [ids[1], kept], name)
    assert.ok(tookMs !== undefined)
    assert.equal(
      (await replayPrediction(store, { models: [model], services: [] }, ids[1] ?? '')).isEqual,
      true,
      name,
    )
  }
})

test('what is wrong is refused as it is any other way', async (t) => {
  const { store, open } = await openGuess()
  t.after(() => store.close())
  const wrong: readonly Row[] = [
    { ...row(1), height: 41 },
    { ...row(1), height: '2' },
    { ...row(1), height: Infinity },
    { ...row(1), hight: 2 },
    { id: 1, beach: 'x' },
    { ...row(1), beach: '' },
    { ...row(1), height: { deep: 1 } },
  ]
  for (const one of wrong) {
    const slow = await open.predict([one]).catch((error: unknown) => error)
    const body = bodyOf([one])
    await assert.rejects(open.predictText(body), slow as Error)
  }
  assert.equal(open.state().predictionCount, 0)
})

test('answers are moved from the journal as they were, but for one that a kill has torn', async (t) => {
  const { store, service, open } = await openGuess()
  t.after(() => store.close())
  const answer = JSON.parse(
    (await open.predictText(bodies['many rows'] ?? bodyOf([]))).text,
  ) as Told
  const [journal] = await listJournals(store, 'guess')
  const path = journal?.path ?? ''
  assert.equal((await readFile(path, 'utf8')).trim().split('\n').length, 2)
  const id = String(answer.predictions[7]?.['predictionId'])
  const before = await findPrediction(store, [model], id)
  await store.journal.close()
  await appendFile(path, '{"made":{"version":1,"kno')
  assert.equal((await compactJournals(store, service)).predictionCount, 300)
  assert.deepEqual(await findPrediction(store, [model], id), before)
  assert.equal((await newestPredictions(store, service, 10)).length, 10)
})

test('what is not to be kept is not kept, and of a sample whole answers are', async (t) => {
  const redacted = await openGuess({ redact: ['beach'] })
  t.after(() => redacted.store.close())
  await redacted.open.predictText(bodies['one row'] ?? bodyOf([]))
  const [journal] = await listJournals(redacted.store, 'guess')
  assert.equal((await readFile(journal?.path ?? '', 'utf8')).includes('lahinch'), false)
  const none = await openGuess({ sample: 0 })
  t.after(() => none.store.close())
  await none.open.predictText(bodies['one row'] ?? bodyOf([]))
  assert.deepEqual(await listJournals(none.store, 'guess'), [])
})

test('rows are told apart by their braces only where there are no others', () => {
  const places = (body: string, count: number) => rowPlaces(body, count)
  assert.deepEqual(places('{"a":1}', 1), [0, 7])
  assert.deepEqual(places('{"rows":[{"a":1}, {"a":2}]}', 2), [9, 16, 18, 25])
  for (const [body, count] of [
    ['{"a":{"b":1}}', 1],
    ['{"a":"}"}', 1],
    ['{"a":"},{"}', 1],
    ['{"rows":[{"a":"}"},{"a":2}]}', 2],
    ['{"rows":[{"a":1}],"rows":[{"a":1},{"a":2}]}', 2],
  ] as const) {
    assert.equal(places(body, count), undefined, body)
  }
})
