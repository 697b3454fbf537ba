import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom, type Random } from '../../../src/base/index.ts'
import {
  appendRows,
  defineGroup,
  defineView,
  deleteRows,
  derive,
  labelledRows,
  momentRows,
  openOnlineView,
  requested,
  through,
  type View,
} from '../../../src/features/index.ts'
import type { Group } from '../../../src/features/index.ts'
import { boolean, float, integer, text, timestamp } from '../../../src/table/index.ts'
import { temporaryStore } from '../feature-store.ts'
import { lookUp } from '../online/look-up.ts'
import { assertAlike } from './assert-alike.ts'
import { frozenRows, toFrozen } from './frozen-rows.ts'
import { naiveFeatures, naiveLabelAhead, type History, type Told } from './naive-view.ts'

const purchases = defineGroup({
  name: 'purchases',
  key: ['card'],
  time: 'at',
  columns: {
    card: text(),
    at: timestamp(),
    amount: float(),
    shop: text({ optional: true }),
    isFraud: integer(),
  },
})

const uses = defineGroup({
  name: 'uses',
  key: ['card'],
  time: 'usedAt',
  columns: {
    card: text(),
    usedAt: timestamp(),
    amount: float({ optional: true }),
    count: integer(),
    kind: text({ optional: true }),
    isAbroad: boolean(),
  },
})

const holders = defineGroup({
  name: 'holders',
  key: ['cardId'],
  time: 'since',
  columns: { cardId: text(), since: timestamp(), customer: text({ optional: true }) },
})

const profiles = defineGroup({
  name: 'profiles',
  key: ['customer'],
  time: 'told',
  columns: { customer: text(), told: timestamp(), age: float(), country: text() },
})

const purchase = requested({ amount: float(), shop: text({ optional: true }) })
const ofCard = holders.on({ cardId: 'card' })
const ofCustomer = profiles.on({ customer: through(ofCard, 'customer') })
const ofShop = profiles.on({ customer: 'shop' })
const abroad = { isAbroad: true, amount: { above: 20 } } as const
const day = uses.window('1d')
const lastFour = uses.last(4)

const latest = defineView({
  name: 'latest',
  label: purchases.column('isFraud'),
  features: {
    amount: uses.latest('amount'),
    recent: uses.latest('amount', { within: '6h', otherwise: -1 }),
    kind: uses.latest('kind', { otherwise: 'none' }),
    abroad: uses.latest('amount', { where: abroad }),
    shop: uses.latest('count', { where: { kind: { oneOf: ['a', 'b'] }, count: { atMost: 4 } } }),
    delayed: uses.latest('amount', { delay: '9h' }),
    before: uses.latest('amount', { before: true }),
    unknown: uses.latest('count', { where: { amount: { known: false } } }),
    isAbroad: uses.latest('isAbroad'),
    wasAbroad: uses.latest('isAbroad', { otherwise: 0.5 }),
    usedAt: uses.latest('usedAt'),
    nought: uses.latest('amount', { within: '2h', otherwise: -0 }),
  },
})

const newest = defineView({
  name: 'newest',
  label: purchases.column('isFraud'),
  features: {
    previous: uses.previous('amount'),
    third: uses.previous('amount', { back: 2, within: '2d' }),
    difference: uses.difference('count'),
    over: uses.difference('amount', { back: 3 }),
    since: uses.sinceLast(),
    sinceAbroad: uses.sinceLast({ where: abroad, otherwise: 0 }),
    count: lastFour.count('amount'),
    sum: lastFour.sum('amount'),
    mean: lastFour.mean('amount'),
    deviation: lastFour.deviation('amount'),
    median: lastFour.quantile('amount', 0.5),
    kinds: lastFour.distinct('kind'),
    often: lastFour.mostFrequent('kind'),
    fading: lastFour.fadingMean('amount', { halfLife: '5h' }),
    share: uses.last(9, { where: { count: { atLeast: 2, below: 5 } } }).mean('isAbroad'),
    late: uses.last(2, { delay: '4h', before: true }).max('count'),
  },
})

const windows = defineView({
  name: 'windows',
  label: purchases.column('isFraud'),
  delay: '30m',
  features: {
    count: day.count('amount'),
    sum: day.sum('amount', { otherwise: 0 }),
    mean: day.mean('amount'),
    deviation: day.deviation('count'),
    min: day.min('amount'),
    max: day.max('count'),
    high: day.quantile('amount', 0.83),
    kinds: day.distinct('kind'),
    moments: day.distinct('usedAt'),
    first: day.first('kind'),
    last: day.last('amount'),
    lastAbroad: day.last('isAbroad'),
    often: day.mostFrequent('kind', { otherwise: '' }),
    oftenCount: day.mostFrequent('count'),
    fading: day.fadingMean('amount', { halfLife: '90m' }),
    share: day.mean('isAbroad'),
    abroad: uses.window('2d', { where: abroad }).sum('amount'),
    sooner: uses.window('7h', { delay: '0ms' }).mean('amount'),
    before: uses.window('12h', { before: true }).count('amount'),
    own: purchases.window('3d', { before: true }).mean('isFraud'),
    ownLast: purchases.last(3, { before: true }).sum('amount'),
  },
})

const joined = defineView({
  name: 'joined',
  label: purchases.column('isFraud'),
  request: purchase,
  features: {
    amount: purchase.amount,
    card: purchases.keyColumn('card'),
    shop: purchase.shop,
    customer: ofCard.latest('customer'),
    age: ofCustomer.latest('age'),
    current: ofCustomer.current('age'),
    country: ofCustomer.current('country', { otherwise: 'nowhere' }),
    previous: ofCustomer.previous('age'),
    meanAge: ofCustomer.window('3d').mean('age'),
    ofShop: ofShop.latest('age'),
    ratio: derive(
      { amount: purchase.amount, mean: day.mean('amount', { otherwise: 50 }) },
      (row) => row.amount / row.mean,
    ),
    isBig: derive(
      { amount: purchase.amount, last: uses.latest('amount') },
      ({ amount, last }) => (Number.isNaN(last) ? undefined : amount > last),
      { type: 'boolean' },
    ),
    place: derive(
      { shop: purchase.shop, kind: uses.latest('kind') },
      ({ shop, kind }) => (shop === undefined ? undefined : `${shop} ${kind ?? '–'}`),
      { type: 'text' },
    ),
  },
})

const views: readonly View[] = [latest, newest, windows, joined]
const groups: readonly Group[] = [purchases, uses, holders, profiles]

const hour = 3_600_000
const start = Date.UTC(2026, 1, 1)
const now = new Date(start + 14 * 24 * hour)
const cards = ['c1', 'c2', 'c3']
const customers = ['ann', 'bob', 'cid']

/** How a history is told: rows late or in order, corrected, taken back. */
interface Telling {
  readonly lateHours: number
  readonly corrected: number
  readonly deleted: number
}

const tellings: Readonly<Record<string, Telling>> = {
  'in order': { lateHours: 0, corrected: 0, deleted: 0 },
  'late rows': { lateHours: 30, corrected: 0, deleted: 0 },
  corrections: { lateHours: 20, corrected: 0.4, deleted: 0 },
  'corrections and rows taken back': { lateHours: 20, corrected: 0.3, deleted: 0.25 },
}

type Store = Awaited<ReturnType<typeof temporaryStore>>

for (const [title, telling] of Object.entries(tellings)) {
  test(`random histories with ${title} give what a naive join gives, online as offline`, async (t) => {
    const store = await temporaryStore(() => now)
    t.after(store.close)
    const history = randomHistory(seededRandom(title), telling)
    for (const group of groups) await tell(store, group, history[group.name] ?? [])
    for (const view of views) {
      const { rows } = await labelledRows(store, view)
      assert.ok(rows.length > 30, `${rows.length} rows`)
      for (const row of rows) {
        const request = requestOf(history, row.key, row.at)
        const asked = { ...row, request, knownBy: row.at }
        assertAlike(row.features, naiveFeatures(view, history, asked), `${view.name} ${+row.at}`)
      }
      assert.deepEqual(await frozenRows(store, view), rows.map(toFrozen), 'frozen to the bit')
      const moments = cards.flatMap((card, place) =>
        Array.from({ length: 8 }, (_, at) => ({
          key: { card },
          at: new Date(now.getTime() - (at * 7 + place) * hour),
          request: { amount: at * 3, shop: customers[at % 4] },
        })),
      )
      const asked = await momentRows(store, view, moments, now)
      const online = await openOnlineView(store, view)
      for (const { key, at, features } of asked.rows) {
        const request = moments.find(
          (own) => own.key.card === key['card'] && +own.at === +at,
        )?.request
        const wanted = naiveFeatures(view, history, {
          key,
          at,
          request: request ?? {},
          knownBy: now,
        })
        assertAlike(features, wanted, `${view.name} asked at ${+at}`)
        const found = await lookUp(online, key, at, request)
        assert.deepEqual(found?.features, features, 'to the last bit')
      }
    }
  })
}

test('a label of the time ahead is what comes after the moment, once all of it has passed', async (t) => {
  const store = await temporaryStore(() => now)
  t.after(store.close)
  const history = randomHistory(seededRandom('ahead'), {
    lateHours: 9,
    corrected: 0.3,
    deleted: 0.2,
  })
  await tell(store, uses, history['uses'] ?? [])
  for (const own of ['count', 'sum', 'mean', 'min', 'max'] as const) {
    const view = defineView({
      name: own,
      label: uses.next('1d')[own]('amount'),
      features: { amount: uses.latest('amount') },
    })
    const newestKnown = Math.max(...(history['uses'] ?? []).map(({ knownAt }) => +knownAt))
    const asOf = new Date(newestKnown)
    const { rows } = await labelledRows(store, view)
    assert.ok(rows.length > 50)
    for (const { key, at, label } of rows) {
      const wanted = naiveLabelAhead(view, history, { key, at, asOf })
      assert.ok(Math.abs((label ?? NaN) - (wanted ?? NaN)) < 1e-9, `${own} at ${+at}`)
      assert.ok(at.getTime() + 24 * hour <= newestKnown)
    }
  }
})

function randomHistory(random: Random, telling: Telling): History {
  const moment = () => new Date(start + random.below(13 * 24) * hour)
  const maybe = <Value>(value: Value) => (random.next() < 0.15 ? undefined : value)
  const makers: Readonly<Record<string, () => Record<string, unknown>>> = {
    purchases: () => ({
      card: random.pick(cards),
      at: moment(),
      amount: random.below(100) / 10,
      shop: maybe(random.pick(customers)),
      isFraud: random.below(2),
    }),
    uses: () => ({
      card: random.pick(cards),
      usedAt: moment(),
      amount: maybe(random.below(1000) / 10),
      count: random.below(7),
      kind: maybe(random.pick(['a', 'b', 'c'])),
      isAbroad: random.next() < 0.5,
    }),
    holders: () => ({
      cardId: random.pick(cards),
      since: moment(),
      customer: maybe(random.pick(customers)),
    }),
    profiles: () => ({
      customer: random.pick(customers),
      told: moment(),
      age: random.below(90),
      country: random.pick(['IE', 'DE']),
    }),
  }
  const counts: Readonly<Record<string, number>> = {
    purchases: 70,
    uses: 220,
    holders: 30,
    profiles: 40,
  }
  return Object.fromEntries(
    groups.map((group) => {
      const rows = Array.from(
        { length: counts[group.name] ?? 0 },
        () => makers[group.name]?.() ?? {},
      )
      return [group.name, tellRows(random, group, rows, telling)]
    }),
  )
}

/** Rows one after another as they are known, some told again otherwise, some taken back. */
function tellRows(
  random: Random,
  group: Group,
  rows: readonly Record<string, unknown>[],
  { lateHours, corrected, deleted }: Telling,
): Told[] {
  const seen = new Set<string>()
  const told: Told[] = []
  for (const row of rows) {
    const time = row[group.time] as Date
    const id = JSON.stringify([group.key.map((name) => row[name]), time])
    if (seen.has(id)) continue
    seen.add(id)
    let knownAt = new Date(
      time.getTime() + (lateHours === 0 ? 0 : random.below(lateHours) - 4) * hour,
    )
    told.push({ row, knownAt, isDeleted: false })
    while (random.next() < corrected + deleted) {
      const later = new Date(knownAt.getTime() + random.below(40) * hour)
      const isDeleted = random.next() < deleted / (corrected + deleted)
      knownAt = isDeleted ? nextTakingBack(later) : later
      const again = { ...rows[random.below(rows.length)] }
      for (const name of [...group.key, group.time]) again[name] = row[name]
      told.push({ row: again, knownAt, isDeleted })
    }
  }
  return told.toSorted(
    (a, b) => +a.knownAt - +b.knownAt || Number(a.isDeleted) - Number(b.isDeleted),
  )
}

/** Rows are taken back together every other day, as each time is a commit of its own. */
function nextTakingBack(moment: Date): Date {
  return new Date(Math.ceil(moment.getTime() / (48 * hour)) * 48 * hour)
}

/** Tells a group its rows, in as few commits as the order allows. */
async function tell(store: Store, group: Group, told: readonly Told[]): Promise<void> {
  const identity = ({ row }: Told) =>
    JSON.stringify([...group.key, group.time].map((name) => row[name]))
  const runs: Told[][] = []
  for (const one of told) {
    const run = runs.at(-1)
    const fits = run?.every(
      (own) =>
        own.isDeleted === one.isDeleted &&
        identity(own) !== identity(one) &&
        (!one.isDeleted || +own.knownAt === +one.knownAt),
    )
    if (run !== undefined && fits === true) run.push(one)
    else runs.push([one])
  }
  for (const run of runs) {
    const [first] = run
    const rows = run.map(({ row }) => row)
    const knownOf = new Map(run.map(({ row, knownAt }) => [row, knownAt]))
    if (first?.isDeleted === true) {
      const keys = rows.map((row) =>
        Object.fromEntries([...group.key, group.time].map((name) => [name, row[name]])),
      )
      await deleteRows({ ...store, now: () => first.knownAt }, group, keys)
    } else {
      await appendRows(store, group, rows, { knownAt: (row) => knownOf.get(row) ?? now })
    }
  }
}

function requestOf(history: History, key: Readonly<Record<string, unknown>>, at: Date) {
  const told = (history['purchases'] ?? []).filter(
    ({ row }) => row['card'] === key['card'] && +(row['at'] as Date) === +at,
  )
  return told.toSorted((a, b) => +a.knownAt - +b.knownAt).at(-1)?.row ?? {}
}
