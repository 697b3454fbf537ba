import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  appendRows,
  defineGroup,
  deleteRows,
  deriveGroup,
  loadGroup,
  newestRows,
} from '../../../src/features/index.ts'
import { boolean, float, integer, text, timestamp } from '../../../src/table/index.ts'
import { temporaryStore } from '../feature-store.ts'

const minuteMs = 60_000
const minute = (count: number) => new Date(Date.UTC(2026, 2, 1) + count * minuteMs)
const minuteOf = (moment: unknown) => (Number(moment) - Number(minute(0))) / minuteMs

const payments = defineGroup({
  name: 'payments',
  key: ['card'],
  time: 'at',
  columns: { card: text(), at: timestamp(), amount: float({ unit: 'EUR' }) },
})

const spent = deriveGroup({
  name: 'spent',
  from: payments,
  window: '4h',
  every: '1h',
  aggregates: {
    paymentCount: ['count'],
    mean: ['mean', 'amount'],
    deviation: ['deviation', 'amount'],
    most: ['max', 'amount'],
  },
})

const bySql = deriveGroup({
  name: 'daily-payments',
  from: [payments],
  key: ['card'],
  time: 'day',
  columns: { card: text(), day: timestamp(), total: float() },
  window: '1d',
  sql: `select card, date_trunc('day', "at") + interval 1 day as day, sum(amount) as total,
    max(_known_at) as _known_at from payments group by all`,
})

interface Payment {
  readonly card: string
  readonly at: Date
  readonly amount: number
}

async function openStore(t: TestContext) {
  const store = await temporaryStore()
  t.after(store.close)
  return store
}

type Store = Awaited<ReturnType<typeof openStore>>

async function toldOf(store: Store, group: typeof spent) {
  const rows = await newestRows(store, group, 10_000)
  return rows.map(({ card, at, paymentCount, mean, deviation, most, _known_at }) => ({
    card,
    at: minuteOf(at),
    paymentCount,
    mean,
    deviation,
    most,
    known: minuteOf(_known_at),
  }))
}

/** The numbers as anybody would write them down. */
function byHand(rows: readonly Payment[]) {
  const ends = new Set(
    rows.flatMap(({ at }) => {
      const first = Math.ceil(minuteOf(at) / 60) * 60
      return [0, 60, 120, 180].map((later) => first + later)
    }),
  )
  const cards = [...new Set(rows.map(({ card }) => card))]
  return [...ends].flatMap((at) =>
    cards.flatMap((card) => {
      const own = rows.filter((row) => {
        const paid = minuteOf(row.at)
        return row.card === card && paid > at - 240 && paid <= at
      })
      if (own.length === 0) return []
      const amounts = own.map(({ amount }) => amount)
      const mean = amounts.reduce((sum, amount) => sum + amount, 0) / own.length
      const squares = amounts.reduce((sum, amount) => sum + (amount - mean) ** 2, 0)
      const deviation = own.length < 2 ? undefined : Math.sqrt(squares / (own.length - 1))
      return [{ card, at, paymentCount: own.length, mean, deviation, most: Math.max(...amounts) }]
    }),
  )
}

function assertSame(
  found: Awaited<ReturnType<typeof toldOf>>,
  expected: ReturnType<typeof byHand>,
) {
  const order = (a: { card: unknown; at: number }, b: { card: unknown; at: number }) =>
    a.at - b.at || String(a.card).localeCompare(String(b.card))
  const rounded = (rows: readonly Readonly<Record<string, unknown>>[]) =>
    rows.map(({ known: _known, ...row }) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          typeof value === 'number' ? Number(value.toFixed(9)) : value,
        ]),
      ),
    )
  assert.deepEqual(rounded(found.toSorted(order)), rounded(expected.toSorted(order)))
}

test('windows of a key are made at every full hour, known when their newest row was', async (t) => {
  const store = await openStore(t)
  const rows = [
    { card: 'a', at: minute(10), amount: 10 },
    { card: 'a', at: minute(120), amount: 20 },
    { card: 'b', at: minute(60), amount: 5 },
  ]
  await appendRows(store, payments, rows, { knownAt: ({ at }) => at })
  const load = await loadGroup(store, spent)
  assert.deepEqual([load.parts, load.acceptedCount, load.rowCount], ['commits', 1, 9])
  const found = await toldOf(store, spent)
  assertSame(found, byHand(rows))
  const own = found.filter(({ card }) => card === 'a').toReversed()
  assert.deepEqual(
    own.map(({ at, paymentCount, known }) => [at, paymentCount, known]),
    [
      [60, 1, 10],
      [120, 2, 120],
      [180, 2, 120],
      [240, 2, 120],
      [300, 1, 120],
    ],
  )
  assert.equal((await loadGroup(store, spent)).acceptedCount, 0)
})

test('late rows, corrections and deletions make anew only the windows that they are in', async (t) => {
  const store = await openStore(t)
  const first = [
    { card: 'a', at: minute(10), amount: 10 },
    { card: 'a', at: minute(1000), amount: 30 },
  ]
  await appendRows(store, payments, first, { knownAt: minute(1000) })
  await loadGroup(store, spent)
  const late = { card: 'a', at: minute(70), amount: 20 }
  await appendRows(store, payments, [late], { knownAt: minute(2000) })
  const load = await loadGroup(store, spent)
  // The windows that end after 120, 180, 240 and 300 minutes, of which the last is new.
  assert.deepEqual(
    load.commits.map(({ kind, rowCount, arrival }) => [kind, rowCount, arrival.correctionCount]),
    [['upsert', 4, 3]],
  )
  assertSame(await toldOf(store, spent), byHand([...first, late]))

  const corrected = { ...late, amount: 25 }
  await appendRows(store, payments, [corrected], { knownAt: minute(3000) })
  await loadGroup(store, spent)
  const found = await toldOf(store, spent)
  assertSame(found, byHand([...first, corrected]))
  assert.equal(found.find(({ at }) => at === 120)?.known, 3000)

  await deleteRows(store, payments, [{ card: 'a', at: minute(70) }])
  await loadGroup(store, spent)
  assertSame(await toldOf(store, spent), byHand(first))
})

test('made bit by bit the windows are those of a making at once', async (t) => {
  const random = seededRandom('windows')
  for (const round of [1, 2, 3]) {
    const store = await openStore(t)
    const rows = new Map<string, Payment>()
    for (let commit = 0; commit < 8; commit += 1) {
      const own = Array.from({ length: 5 }, () => ({
        card: random.pick(['a', 'b', 'c']),
        at: minute(random.below(1500) - 700),
        amount: random.below(50),
      }))
      const single = [...new Map(own.map((row) => [`${row.card} ${Number(row.at)}`, row]))]
      await appendRows(
        store,
        payments,
        single.map(([, row]) => row),
        {
          knownAt: minute(2000 + commit),
        },
      )
      for (const [id, row] of single) rows.set(id, row)
      if (commit === 4) {
        await deleteRows(store, payments, [{ card: 'b' }])
        dropCard(rows, 'b')
      }
      if (round !== 1 || commit % 3 === 2) await loadGroup(store, spent)
    }
    await loadGroup(store, spent)
    assertSame(await toldOf(store, spent), byHand([...rows.values()]))
    const again = await loadGroup(store, spent, { backfill: true })
    assert.deepEqual([again.commits, again.rowCount], [[], 0])
  }
})

test('a group is made of others by SQL, bit by bit', async (t) => {
  const store = await openStore(t)
  const told = async () =>
    (await newestRows(store, bySql, 99))
      .map(({ card, day, total, _known_at }) => [card, minuteOf(day), total, minuteOf(_known_at)])
      .toReversed()
  const day = 24 * 60
  await appendRows(
    store,
    payments,
    [10, 20, day + 5, 3 * day].map((at) => ({ card: 'a', at: minute(at), amount: at })),
    { knownAt: ({ at }) => at },
  )
  await loadGroup(store, bySql)
  const before = [
    ['a', day, 30, 20],
    ['a', 2 * day, day + 5, day + 5],
    ['a', 4 * day, 3 * day, 3 * day],
  ]
  assert.deepEqual(await told(), before)
  const late = [{ card: 'a', at: minute(30), amount: 5 }]
  await appendRows(store, payments, late, { knownAt: minute(9 * day) })
  const load = await loadGroup(store, bySql)
  assert.equal(load.rowCount, 1)
  assert.deepEqual(await told(), [['a', day, 35, 9 * day], ...before.slice(1)])
  await deleteRows(store, payments, [{ card: 'a', at: minute(day + 5) }])
  await loadGroup(store, bySql)
  assert.deepEqual(
    (await told()).map((row) => row[1]),
    [day, 4 * day],
  )
})

test('SQL that can’t be run, or doesn’t say since when its rows are known, is told', async (t) => {
  const store = await openStore(t)
  await appendRows(store, payments, [{ card: 'a', at: minute(1), amount: 1 }])
  const with_ = (sql: string) => ({
    ...bySql,
    derive: { from: [payments], how: { kind: 'sql', sql } as const },
  })
  await assert.rejects(loadGroup(store, with_('select cart from payments')), {
    code: 'features.derivationFailed',
    message: /^The SQL that group daily-payments is made by can’t be run: Binder Error: .*cart/,
  })
  await assert.rejects(
    loadGroup(store, with_('select card, "at" as day, amount as total from payments')),
    { code: 'features.derivationFailed', message: /_known_at/ },
  )
  assert.deepEqual(await store.commits.list('daily-payments'), [])
})

test('a window that is no multiple of its step, or not of numbers, is refused where it is declared', () => {
  const derive = deriveGroup as (definition: unknown) => unknown
  const wrong = { name: 'wrong', from: payments, window: '4h', aggregates: { n: ['count'] } }
  assert.throws(() => derive({ ...wrong, every: '3h' }), { code: 'features.windowNotWhole' })
  assert.throws(() => derive({ ...wrong, every: '1h', aggregates: { n: ['mean', 'card'] } }), {
    code: 'features.aggregateNotNumeric',
  })
  assert.throws(() => derive({ ...wrong, every: '1h', aggregates: { n: ['mean', 'sum'] } }), {
    code: 'features.unknownColumn',
  })
})

test('the columns of windows are typed, and have the units of what they are of', () => {
  const count: number | undefined = spent.columns.paymentCount.value
  assert.equal(count, undefined)
  assert.equal(spent.columns.mean.unit, 'EUR')
  assert.equal(spent.columns.paymentCount.type, 'integer')
  assert.deepEqual(spent.key, ['card'])
})

/** Takes all rows of a card out, by their ids. */
function dropCard(rows: Map<string, unknown>, card: string): void {
  for (const [id] of rows) if (id.startsWith(card)) rows.delete(id)
}

const large = deriveGroup({
  name: 'large-payments',
  from: payments,
  columns: { cents: integer(), isRound: boolean() },
  rows: (row) =>
    row.amount < 10 ? undefined : { cents: row.amount * 100, isRound: row.amount % 10 === 0 },
})

test('a function makes a row of each row, or none; only what came in anew is made anew', async (t) => {
  const store = await openStore(t)
  await appendRows(store, payments, [
    { card: 'a', at: minute(1), amount: 20 },
    { card: 'a', at: minute(2), amount: 5 },
    { card: 'b', at: minute(1), amount: 11 },
  ])
  const told = async () => {
    const rows = await newestRows(store, large, 99)
    return rows
      .map(({ card, at, cents, isRound }) => [card, minuteOf(at), cents, isRound])
      .toSorted((a, b) => String(a).localeCompare(String(b), 'en'))
  }
  await loadGroup(store, large)
  assert.deepEqual(await told(), [
    ['a', 1, 2000, true],
    ['b', 1, 1100, false],
  ])
  const corrections = [
    { card: 'a', at: minute(1), amount: 3 },
    { card: 'a', at: minute(2), amount: 30 },
  ]
  await appendRows(store, payments, corrections)
  const load = await loadGroup(store, large)
  assert.deepEqual(
    load.commits.map(({ kind, rowCount }) => [kind, rowCount]),
    [
      ['delete', 1],
      ['upsert', 1],
    ],
  )
  assert.deepEqual(await told(), [
    ['a', 2, 3000, true],
    ['b', 1, 1100, false],
  ])
  assert.deepEqual((await loadGroup(store, large)).commits, [])
})

test('a function that makes what the columns are not is told with the row', async (t) => {
  const store = await openStore(t)
  await appendRows(store, payments, [{ card: 'a', at: minute(1), amount: 0.125 }])
  const halves = deriveGroup({
    name: 'halves',
    from: payments,
    columns: { cents: integer() },
    rows: (row) => ({ cents: row.amount }),
  })
  await assert.rejects(loadGroup(store, halves), {
    code: 'features.derivationFailed',
    message: /the row made of \{"card":"a"\}: .*cents/,
  })
})
