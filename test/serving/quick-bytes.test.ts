import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { seededRandom } from '../../src/base/index.ts'
import { defineGroup, defineView, requested } from '../../src/features/index.ts'
import {
  answerRoom,
  compactJournals,
  defineService,
  findInJournals,
  findPrediction,
  followJournals,
  fsPredictionJournal,
  listJournals,
  listNewest,
  openService,
  type ServiceLimits,
  type ServiceLog,
} from '../../src/serving/index.ts'
import { parseJournal } from '../../src/serving/journal-file.ts'
import { findAllInJournals } from '../../src/serving/read-journals.ts'
import { answerNumbers } from '../../src/server/inference/answer-numbers.ts'
import { decimalReader } from '../../src/serving/quick/read-decimal.ts'
import { float, integer, timestamp } from '../../src/table/index.ts'
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
    höchste: float({ optional: true }),
  },
})

const view = defineView({
  name: 'guess',
  label: guesses.column('waveHeight'),
  features: {
    ...requested({ height: float({ min: -5, max: 40 }), höchste: float({ optional: true }) }),
  },
})

async function openGuess(
  options: { readonly log?: ServiceLog; readonly limits?: ServiceLimits } = {},
) {
  const store = await servedStore()
  await registerVersion(store, { offset: 0, view })
  await promote(store, 1)
  const service = defineService({ name: 'guess', model: { name: 'surf-height', view }, ...options })
  const journal = fsPredictionJournal(service, store)
  return { store, open: await openService({ ...store, journal }, service), journal }
}

type Open = Awaited<ReturnType<typeof openGuess>>['open']
type Row = Readonly<Record<string, unknown>>

const row = (id: number): Row => ({ id, height: id / 10, höchste: id / 3 })

interface Told {
  readonly predictions: readonly Row[]
}

async function answerOf(open: Open, body: string): Promise<Told | undefined> {
  const answered = open.predictBytes(Buffer.from(body), {})
  await answered?.kept
  return answered === undefined
    ? undefined
    : (JSON.parse(answered.bytes.toString('utf8', answerRoom)) as Told)
}

/** What is new with every answer; of nought no sign is told. */
function withoutIds(told: Told | undefined): unknown {
  return JSON.parse(
    JSON.stringify({
      ...told,
      predictions: told?.predictions.map((one) => ({ ...one, predictionId: '' })),
    }),
  )
}

test('rows of numbers are answered from bytes to bytes as in any other way, and kept as well', async (t) => {
  const { store, open } = await openGuess()
  t.after(() => store.close())
  const bodies = [
    JSON.stringify(row(1)),
    JSON.stringify({ rows: Array.from({ length: 300 }, (_, at) => row(at)) }),
    JSON.stringify({
      rows: Array.from({ length: 31 }, (_, at) => ({
        höchste: -at / 7,
        id: at,
        height: -0 - at / 9,
      })),
    }),
    JSON.stringify({ rows: Array.from({ length: 9 }, (_, at) => row(at * 1e-9)) }).replaceAll(
      /"id":[^,]+/g,
      '"id":-0',
    ),
    '{"rows":[{ "höchste" : 1e-1, "id": 7 , "height":-0.5 }, {"id":8,"höchste":null,"height":0}]}'.replaceAll(
      '" :',
      '":',
    ),
  ]
  for (const body of bodies) {
    const { rows = [JSON.parse(body) as Row] } = JSON.parse(body) as {
      readonly rows?: readonly Row[]
    }
    const slow = JSON.parse((await open.predictText({ text: body, rows })).text) as Told
    const quick = await answerOf(open, body)
    assert.deepEqual(withoutIds(quick), withoutIds(slow), body)
    const at = rows.length - 1
    const ids = [slow, quick].map((told) => String(told?.predictions[at]?.['predictionId']))
    assert.equal(new Set(quick?.predictions.map((one) => one['predictionId'])).size, rows.length)
    const [kept, quickly] = await Promise.all(ids.map((id) => findInJournals(store, id)))
    const { id, tookMs, ...rest } = quickly ?? {}
    assert.deepEqual([id, { ...kept, ...rest }], [ids[1], kept], body)
    assert.ok(tookMs !== undefined)
  }
  assert.equal(open.load().working, 0)
})

test('what is not plainly rows of its numbers is left to the way that says what is wrong', async (t) => {
  const { store, open } = await openGuess()
  t.after(() => store.close())
  const bodies = [
    '',
    '{',
    '{}',
    '[]',
    '{"rows":[]}',
    '{"rows":[{"id":1,"height":1,"höchste":1}]',
    '{"rows":[{"id":1,"height":1,"höchste":1}],"rows":[]}',
    '{"id":1,"height":1,"höchste":1}}',
    '{"id":1,"height":1,"höchste":1,}',
    '{"id":1,"height":1}',
    '{"id":1,"height":1,"höchste":1,"more":1}',
    '{"id":1,"id":2,"height":1,"höchste":1}',
    '{"id":1,"height":1,"height":1}',
    '{"id":1.5,"height":1,"höchste":1}',
    '{"id":9007199254740992,"height":1,"höchste":1}',
    '{"id":1,"height":41,"höchste":1}',
    '{"id":1,"height":null,"höchste":1}',
    '{"id":1,"height":"1","höchste":1}',
    '{"id":1,"height":1e999,"höchste":1}',
    '{"id":1,"height":1,"höchste":1e999}',
    '{"id":1,"height":01,"höchste":1}',
    '{"id":1,"height":.5,"höchste":1}',
    '{"id":1,"height":1.,"höchste":1}',
    '{"id":1,"height":-,"höchste":1}',
    '{"id":1,"height":+1,"höchste":1}',
    '{"id":1,"height":1e,"höchste":1}',
    '{"id":1,"height":NaN,"höchste":1}',
    '{"id":1,\n"height":1,"höchste":1}',
    '{"id":1,"height":1,"h\\u00f6chste":1}',
    `${' '.repeat(300_000)}{"id":1,"height":1,"höchste":1}`,
  ]
  for (const body of bodies) assert.equal(await answerOf(open, body), undefined, body.slice(0, 80))
  assert.equal(open.state().predictionCount, 0)
  assert.equal(open.load().working, 0)
})

test('who asks too often is told so, also from bytes, and what waits for its turn goes another way', async (t) => {
  const perClient = { perSecond: 0.001, burst: 1 }
  const seldom = await openGuess({ limits: { perClient } })
  t.after(() => seldom.store.close())
  const body = Buffer.from(JSON.stringify(row(1)))
  await seldom.open.predictBytes(body, { client: 'ada' })?.kept
  assert.throws(() => seldom.open.predictBytes(body, { client: 'ada' }), {
    code: 'serving.tooManyRequests',
  })
  assert.notEqual(seldom.open.predictBytes(body, { client: 'bob' }), undefined)
  const single = await openGuess({ limits: { concurrent: 1 } })
  t.after(() => single.store.close())
  const first = single.open.predictBytes(body, {})
  assert.equal(single.open.predictBytes(body, {}), undefined)
  await first?.kept
  assert.notEqual(single.open.predictBytes(body, {}), undefined)
})

test('what is not to be kept, or not whole, is not kept from bytes either', async (t) => {
  const none = await openGuess({ log: { sample: 0 } })
  t.after(() => none.store.close())
  const body = Buffer.from(JSON.stringify(row(1)))
  const answered = none.open.predictBytes(body, {})
  assert.equal(answered?.kept, undefined)
  assert.equal(none.open.state().predictionCount, 1)
  const redacted = await openGuess({ log: { redact: ['height'] } })
  t.after(() => redacted.store.close())
  assert.equal(redacted.open.predictBytes(body, {}), undefined)
})

test('numbers are read to the bit as JSON reads them', () => {
  const bytes = new Uint8Array(64)
  const decimal = decimalReader(bytes)
  const assertRead = (text: string) => {
    bytes.fill(0)
    bytes.set(Buffer.from(`${text},`))
    const read = decimal.read(0)
    assert.ok(Object.is(read, JSON.parse(text)), `${text} is not ${read}`)
    assert.equal(decimal.end, text.length)
  }
  const random = seededRandom('decimals')
  const bits = new DataView(new ArrayBuffer(8))
  for (let turn = 0; turn < 20_000; turn += 1) {
    assertRead(String(random.next()))
    assertRead((random.next() * 10 ** (40 * random.next() - 20)).toPrecision(1 + (turn % 20)))
    bits.setUint32(0, random.next() * 2 ** 32)
    bits.setUint32(4, random.next() * 2 ** 32)
    if (Number.isFinite(bits.getFloat64(0))) assertRead(String(bits.getFloat64(0)))
    // In the very middle of two numbers.
    const middle = BigInt(Math.floor(2 ** 52 * (1 + random.next()))) * 2n + 1n
    const digits = (middle * 25n).toString()
    assertRead(`${digits.slice(0, -2)}.${digits.slice(-2)}`)
  }
  const known = [
    '0',
    '-0',
    '0.0',
    '1e22',
    '1e23',
    '5e-324',
    '1.7976931348623157e308',
    '2.2250738585072011e-308',
  ]
  for (const text of [
    ...known,
    '9007199254740993',
    '0.000000000000000000001',
    '1E+2',
    '123456789012345678901234567890',
  ]) {
    assertRead(text)
  }
})

test('many rows are kept in a third of their bytes, and found by each of their ids, by the newest, and by who follows', async (t) => {
  const { store, open, journal } = await openGuess()
  t.after(() => store.close())
  const rows = Array.from({ length: 300 }, (_, at) => row(at))
  const body = JSON.stringify({ rows })
  const follower = followJournals(open.service.model)
  const answered = await Promise.all([answerOf(open, body), answerOf(open, body)])
  const ids = answered.flatMap((told) =>
    (told?.predictions ?? []).map((one) => String(one['predictionId'])),
  )
  const [file] = await listJournals(store, 'guess')
  const bytes = await readFile(file?.path ?? '')
  assert.ok(bytes.length < JSON.stringify(answered[0]).length)
  const told = { key: { id: 299 }, request: { height: 29.9, höchste: 299 / 3 } }
  const last = await findInJournals(store, ids.at(-1) ?? '')
  assert.deepEqual({ key: last?.key, request: last?.request }, told)
  const some = await findAllInJournals(store, [ids[1] ?? '', ids[599] ?? '', ids[300] ?? ''])
  assert.deepEqual(new Set(some.map(({ key }) => key['id'])), new Set([0, 1, 299]))
  const newest = await listNewest(store, 'guess', 301)
  assert.equal(newest.length, 301)
  const followed: string[] = []
  for await (const { predictions } of follower.added(store)) {
    followed.push(...predictions.map(({ id }) => id))
  }
  assert.deepEqual(followed, ids)
  // Of a process that was killed in the middle of a line: at whichever byte, nothing of it is told.
  const lastLine = bytes.lastIndexOf('\n', bytes.length - 2) + 1
  const mark = bytes.indexOf(0x1f, lastLine)
  const ends = [lastLine, lastLine + 9, mark, mark + 1, mark + 2, mark + 99, bytes.length - 2]
  for (const end of [...ends, bytes.length - 3, bytes.length - 4, bytes.length - 5]) {
    const { predictions } = parseJournal(bytes.subarray(0, end))
    assert.equal(predictions.length, 300, String(end - lastLine))
  }
  assert.equal(parseJournal(bytes).predictions.length, 600)
  await journal.close()
  assert.equal((await compactJournals(store, open.service)).predictionCount, 600)
  assert.equal((await findPrediction(store, [open.service.model], ids[1] ?? ''))?.key['id'], 1)
})

test('rows that came as tensors are answered as in any other way, where they are nothing but numbers', async (t) => {
  const { store, open } = await openGuess()
  t.after(() => store.close())
  const rows = Array.from({ length: 40 }, (_, at) => row(at))
  const [quick, slow] = [await answerNumbers(open, rows, {}), await open.predict(rows)]
  assert.ok(quick?.predictions.every((one) => one.at instanceof Date))
  const alike = ({ predictions, ...rest }: Told) => ({
    ...rest,
    predictions: predictions.map((one) => ({ ...one, predictionId: '', at: '' })),
  })
  assert.deepEqual(quick && alike(quick), alike(slow))
  const others = [null, Number.NaN, -0, '1', 1n, undefined]
  for (const höchste of others) {
    assert.equal(answerNumbers(open, [...rows, { ...row(1), höchste }], {}), undefined)
  }
  assert.equal(answerNumbers(open, [], {}), undefined)
  assert.equal(answerNumbers(open, [{ ...row(1), more: 1 }], {}), undefined)
  assert.equal(open.load().working, 0)
})
