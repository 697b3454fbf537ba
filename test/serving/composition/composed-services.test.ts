import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import { boostedTrees } from '../../../src/learn/index.ts'
import {
  compactJournals,
  defineService,
  findPrediction,
  fsPredictionJournal,
  openService,
  refuseRow,
  replayPrediction,
  type OpenService,
  type ServedModel,
  type Service,
} from '../../../src/serving/index.ts'
import { clientSource } from '../../../src/server/client-source.ts'
import { serviceOperations } from '../../../src/server/docs/service-operations.ts'
import { float, integer, text } from '../../../src/table/index.ts'
import type { ServedStore } from '../served-surf.ts'
import {
  areaDemand,
  composedStore,
  houseKind,
  housePrice,
  housePriceTrees,
  kinds,
  train,
} from './composed-store.ts'

const housePriceAgain = { name: 'house-price-again', view: housePrice.view }

const models = [housePriceAgain, areaDemand, housePrice, housePriceTrees, houseKind]

interface Opened {
  readonly store: ServedStore
  readonly open: OpenService
}

async function openOn(t: TestContext, store: ServedStore, service: Service): Promise<Opened> {
  const journal = fsPredictionJournal(service, store)
  const open = await openService({ ...store, journal }, service)
  t.after(() => open.close())
  return { store, open }
}

/** One for all tests: versions that nobody replaces. */
let trained: Promise<ServedStore> | undefined

async function trainedStore(): Promise<ServedStore> {
  const store = await composedStore()
  await train(store, areaDemand)
  await train(store, housePrice)
  await train(store, housePriceTrees, { learner: boostedTrees({ trees: 20 }) })
  await train(store, housePriceAgain)
  await train(store, houseKind, { learner: kinds })
  return store
}

after(async () => {
  await (await trained)?.close()
})

async function opened(t: TestContext, service: Service): Promise<Opened> {
  trained ??= trainedStore()
  return openOn(t, await trained, service)
}

/** Without what is different each time; numbers to one place. */
function shown(row: unknown): unknown {
  const { predictionId: _, at: _at, ...rest } = row as Readonly<Record<string, unknown>>
  return JSON.parse(
    JSON.stringify(rest, (_name, value: unknown) =>
      typeof value === 'number' ? Math.round(value * 10) / 10 : value,
    ),
  )
}

async function replayOf({ store }: Opened, service: Service, id: string) {
  const { isEqual, differences } = await replayPrediction(
    store,
    { models, services: [service] },
    id,
  )
  return { isEqual, differences }
}

/** In the journal, and moved from there into the group, a prediction is made again to the bit. */
async function assertReplays(own: Opened, service: Service, ids: readonly string[]): Promise<void> {
  const same = { isEqual: true, differences: [] }
  for (const id of ids) assert.deepEqual(await replayOf(own, service, id), same)
  const before = await findPrediction(own.store, models, ids[0] ?? '')
  await own.open.close()
  await compactJournals(own.store, service)
  for (const id of ids) assert.deepEqual(await replayOf(own, service, id), same)
  assert.deepEqual(await findPrediction(own.store, models, ids[0] ?? ''), before)
}

interface PricedRow {
  readonly price: number
  readonly parts?: { readonly line: number; readonly trees: number }
}

const idsOf = (rows: readonly { readonly predictionId: string }[]) =>
  rows.map(({ predictionId }) => predictionId)

test('a column that another model predicts is asked of nobody, and is in the answer', async (t) => {
  const service = defineService({
    name: 'prices',
    model: housePrice,
    chain: { demand: areaDemand },
  })
  const own = await opened(t, service)
  assert.deepEqual(Object.keys(own.open.columns), ['blockId', 'at', 'rooms', 'jobs'])
  const answer = await own.open.predict([{ blockId: 'a', rooms: 4, jobs: 3 }])
  assert.deepEqual(answer.versions, { 'area-demand': 1 })
  assert.deepEqual(answer.predictions.map(shown), [
    { blockId: 'a', price: 22, rooms: 4, demand: 6 },
  ])
  await assert.rejects(own.open.predict([{ rooms: 4 }]), {
    message: 'Row 1: "jobs" is missing, but must be a number.',
  })
  await assert.rejects(own.open.predict([{ rooms: 4, jobs: 3, demand: 2 }]), {
    message: 'Row 1: there is no field "demand" (it is 2). Another model of the service tells it.',
  })
  const kept = await findPrediction(own.store, models, answer.predictions[0]?.predictionId ?? '')
  assert.deepEqual(
    kept?.parts?.map(({ name, model, version, inputs }) => [name, model, version, inputs?.request]),
    [['demand', 'area-demand', 1, { jobs: 3 }]],
  )
  await assertReplays(own, service, idsOf(answer.predictions))
})

test('an ensemble answers with the mean, by weights, by votes, or by a function', async (t) => {
  const of = { line: housePrice, trees: housePriceTrees }
  const ways = [
    ['mean', (line: number, trees: number) => (line + trees) / 2],
    [{ weights: { line: 3, trees: 1 } }, (line: number, trees: number) => (3 * line + trees) / 4],
    [
      (said: { readonly line: number; readonly trees: number }) => Math.max(said.line, said.trees),
      (line: number, trees: number) => Math.max(line, trees),
    ],
  ] as const
  for (const [at, [by, wanted]] of ways.entries()) {
    const service = defineService({ name: `by-${at}`, model: housePrice, ensemble: { of, by } })
    const own = await opened(t, service)
    const { predictions, versions } = await own.open.predict([
      { rooms: 4, demand: 3 },
      { rooms: 9, demand: 30 },
    ])
    assert.deepEqual(versions, { 'house-price-trees': 1 })
    for (const row of predictions) {
      const { price, parts } = row as unknown as PricedRow
      const { line, trees } = parts ?? { line: Number.NaN, trees: Number.NaN }
      assert.notEqual(line, trees)
      assert.equal(price, wanted(line, trees))
    }
    await assertReplays(own, service, idsOf(predictions))
  }
})

test('what is not sure enough is answered otherwise, and says so', async (t) => {
  const ways: readonly [number | ServedModel | (() => number), string, number][] = [
    [-1, 'constant', -1],
    [() => 7, 'function', 7],
    [housePrice, 'model', 34],
  ]
  for (const [at, [otherwise, fallback, wanted]] of ways.entries()) {
    const service = defineService({
      name: `sure-${at}`,
      model: houseKind,
      // Trees that are sure of what they have learned are less so in between.
      confidence: { atLeast: 0.9, otherwise, of: ({ features: { rooms } }) => (rooms ?? 0) / 10 },
    })
    const own = await opened(t, service)
    const { predictions } = await own.open.predict([
      { blockId: 'a', rooms: 9, demand: 2 },
      { blockId: 'b', rooms: 4, demand: 10 },
    ])
    const [sure, unsure] = predictions.map(shown) as { kind: number }[]
    assert.deepEqual(sure, { blockId: 'a', kind: 2, rooms: 9, demand: 2, confidence: 0.9 })
    const parts = fallback === 'model' ? { parts: { fallback: 34 } } : {}
    const told = { blockId: 'b', rooms: 4, demand: 10, confidence: 0.4, fallback, ...parts }
    assert.deepEqual(unsure, { ...told, kind: wanted })
    const id = predictions[1]?.predictionId ?? ''
    const kept = await findPrediction(own.store, models, id)
    assert.deepEqual(
      [Math.round(kept?.value ?? 0), kept?.modelValue, kept?.fallback],
      [unsure?.kind, 0, fallback],
    )
    await assertReplays(own, service, idsOf(predictions))
  }
})

test('how sure classes are is told by the likeliest of them, of votes by their share', async (t) => {
  const service = defineService({
    name: 'sure',
    model: houseKind,
    classes: ['small', 'even', 'large'],
    confidence: { atLeast: 0.5 },
    reply: {
      tells: { likely: float() },
      by: ({ probabilities }) => ({ likely: probabilities?.['large'] ?? 0 }),
    },
  })
  const own = await opened(t, service)
  const { predictions } = await own.open.predict([{ rooms: 9, demand: 2 }])
  const [row] = predictions as unknown as { confidence: number; likely: number }[]
  assert.ok((row?.confidence ?? 0) > 0.8)
  assert.equal(row?.likely, row?.confidence)
  await assertReplays(own, service, idsOf(predictions))

  const voted = defineService({
    name: 'voted',
    model: housePrice,
    ensemble: {
      of: { a: housePrice, b: housePriceTrees, c: { model: housePriceAgain, alias: 'champion' } },
      by: 'vote',
    },
    confidence: { atLeast: 0.9 },
  })
  const votes = await opened(t, voted)
  const answer = await votes.open.predict([{ blockId: 'a', rooms: 3, demand: 2 }])
  const [said] = answer.predictions.map(shown) as { price: number; confidence: number }[]
  assert.deepEqual([said?.price, said?.confidence], [9, 0.7])
})

test('functions make the row that the model reads, and what is answered beside its value', async (t) => {
  const service = defineService({
    name: 'offers',
    model: housePrice,
    prepare: {
      asks: { address: text(), bedrooms: integer({ min: 0 }), jobs: float({ default: 2 }) },
      by: ({ address, bedrooms, jobs }) => {
        if (!address.includes(' ')) throw refuseRow('address', 'a street and a number')
        return { rooms: bedrooms + 2, demand: jobs * 2 }
      },
    },
    reply: {
      tells: { verdict: text({ oneOf: ['cheap', 'dear'] }), thousands: integer() },
      by: ({ value, asked }) => ({
        verdict: value > 15 && asked.bedrooms < 9 ? 'dear' : 'cheap',
        thousands: Math.round(value * 100),
      }),
    },
  })
  const own = await opened(t, service)
  assert.deepEqual(Object.keys(own.open.columns), ['blockId', 'at', 'address', 'bedrooms', 'jobs'])
  const { predictions } = await own.open.predict([
    { blockId: 'a', address: 'Main Street 1', bedrooms: 3, jobs: 3 },
    { blockId: 'b', address: 'Main Street 2', bedrooms: 0 },
  ])
  assert.deepEqual(predictions.map(shown), [
    { blockId: 'a', price: 23, rooms: 5, demand: 6, verdict: 'dear', thousands: 2300 },
    { blockId: 'b', price: 14, rooms: 2, demand: 4, verdict: 'cheap', thousands: 1400 },
  ])
  await assert.rejects(own.open.predict([{ address: 'Main', bedrooms: 1 }]), {
    code: 'serving.rowDoesNotFit',
    message: 'Row 1: "address" is "Main", but must be a street and a number.',
  })
  await assert.rejects(own.open.predict([{ address: 'A 1', bedrooms: -1 }]), {
    message: 'Row 1: "bedrooms" is -1, but must be at least 0.',
  })
  await assertReplays(own, service, idsOf(predictions))
})

test('a client, the document and those who count know what a composed service tells', async (t) => {
  const service = defineService({
    name: 'sure',
    model: houseKind,
    chain: { demand: areaDemand },
    prepare: {
      asks: { bedrooms: integer() },
      by: ({ bedrooms }) => ({ rooms: bedrooms + 1, jobs: 2 }),
    },
    reply: {
      tells: { verdict: text({ oneOf: ['small', 'large'] }) },
      by: ({ value }) => ({ verdict: value > 1 ? 'large' : 'small' }),
    },
    confidence: {
      atLeast: 0.5,
      otherwise: housePrice,
      of: ({ features }) => (features.rooms ?? 0) / 10,
    },
  })
  const { open } = await opened(t, service)
  const counted: unknown[] = []
  open.listen({
    batched: () => undefined,
    judged: (version, counts) => counted.push([version, counts]),
  })
  const { text: answered } = await open.predictText({
    text: '',
    rows: [{ bedrooms: 1 }, { bedrooms: 8 }, { bedrooms: 2 }],
  })
  assert.deepEqual(counted, [[1, { lowCount: 2, fallbackCount: 2 }]])
  const source = clientSource(open)
  for (const line of [
    'readonly bedrooms: number',
    'readonly versions: Readonly<Record<string, number>>',
    "readonly fallback?: 'constant' | 'model' | 'function'",
    "readonly verdict: 'small' | 'large'",
    'readonly parts?: { readonly fallback?: number }',
  ]) {
    assert.ok(source.includes(line), line)
  }
  const { schemas } = serviceOperations(open)
  assert.deepEqual(schemas['SureRow']?.safeParse({ bedrooms: 1 }).success, true)
  assert.deepEqual(schemas['SurePredictReply']?.safeParse(JSON.parse(answered)).error, undefined)
})

test('a prediction is not made again where the service has changed since', async (t) => {
  const define = (add: number) =>
    defineService({
      name: 'offers',
      model: housePrice,
      reply: { tells: { more: float() }, by: ({ value }) => ({ more: Math.round(value) + add }) },
    })
  const own = await opened(t, define(1))
  const { predictions } = await own.open.predict([{ rooms: 3, demand: 2 }])
  assert.deepEqual(await replayOf(own, define(2), predictions[0]?.predictionId ?? ''), {
    isEqual: false,
    differences: [{ feature: 'more', stored: 10, replayed: 11 }],
  })
})

test('a function that fails is told as the service’s own fault', async (t) => {
  const service = defineService({
    name: 'broken',
    model: housePrice,
    reply: {
      tells: { verdict: text() },
      by: () => {
        throw new TypeError('verdicts are out')
      },
    },
  })
  const { open } = await opened(t, service)
  await assert.rejects(open.predict([{ rooms: 3, demand: 2 }]), {
    code: 'serving.processingFailed',
    message: 'The function `reply` of service broken failed: verdicts are out.',
  })
})

test('a service is ready when each of its models is, and keeps a version that does not fit out', async (t) => {
  const store = await composedStore()
  t.after(() => store.close())
  await train(store, housePrice)
  const service = defineService({
    name: 'prices',
    model: housePrice,
    chain: { demand: areaDemand },
  })
  const { open } = await openOn(t, store, service)
  await assert.rejects(open.predict([{ rooms: 1, jobs: 1 }]), {
    message: 'Service prices has nothing to serve: no version of area-demand is its champion yet.',
  })
  assert.deepEqual(
    [open.state().version, open.state().problem],
    [undefined, 'no version of area-demand is its champion yet.'],
  )
  await train(store, areaDemand)
  await open.refresh()
  assert.deepEqual(
    [open.state().version, open.state().problem, open.state().parts[0]?.version],
    [1, undefined, 1],
  )
  await train(store, areaDemand, { output: 'supply' })
  await open.refresh()
  assert.deepEqual(
    [open.state().parts[0]?.version, open.state().problem],
    [
      1,
      'Version 2 of area-demand can\'t be "demand" of service prices: it predicts "supply", not "demand".',
    ],
  )
  const { predictions } = await open.predict([{ rooms: 4, jobs: 3 }])
  assert.equal(predictions.length, 1)
})
