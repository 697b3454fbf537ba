import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  appendRows,
  defineGroup,
  defineView,
  derive,
  labelledRows,
  labelSpine,
  momentRows,
  openOnlineView,
  requested,
  through,
  viewQuery,
  type GroupFacts,
  type View,
} from '../../../src/features/index.ts'
import { groupRelation } from '../../../src/features/groups/group-relation.ts'
import { boolean, float, integer, sql, text, timestamp } from '../../../src/table/index.ts'
import { temporaryStore } from '../feature-store.ts'
import { lookUp } from '../online/look-up.ts'

const reports = defineGroup({
  name: 'reports',
  key: ['beachId', 'boardId'],
  time: 'observedAt',
  columns: {
    beachId: text(),
    boardId: integer(),
    observedAt: timestamp(),
    waveHeight: float(),
    crowd: integer({ optional: true }),
  },
})

const swells = defineGroup({
  name: 'swells',
  key: ['beachId'],
  time: 'hitsAt',
  columns: {
    beachId: text(),
    hitsAt: timestamp(),
    height: float({ optional: true }),
    count: integer(),
    isClean: boolean(),
    kind: text({ optional: true }),
  },
})

/** Names that need quoting, and words of SQL. */
const odd = defineGroup({
  name: 'o"dd group',
  key: ['beachId', 'boardId'],
  time: 'order by',
  columns: { beachId: text(), boardId: integer(), 'order by': timestamp(), 'sel"ect': float() },
})

const day = (number: number, hour = 0): Date => new Date(Date.UTC(2026, 0, number, hour))
const every = swells.window('36h')
const views: Readonly<Record<string, View>> = {
  'one latest value': defineView({
    name: 'latest',
    label: reports.column('waveHeight'),
    features: { height: swells.latest('height') },
  }),
  'latest values of every type, key and time among them': defineView({
    name: 'types',
    label: reports.column('waveHeight'),
    features: {
      beach: swells.latest('beachId'),
      hitsAt: swells.latest('hitsAt'),
      height: swells.latest('height', { within: '6h' }),
      count: swells.latest('count', { within: '1.5h' }),
      isClean: swells.latest('isClean'),
      kind: swells.latest('kind'),
    },
  }),
  'windows of every function and of several lengths': defineView({
    name: 'windows',
    label: reports.column('waveHeight'),
    features: {
      count: every.count('height'),
      sum: every.sum('height'),
      mean: every.mean('height'),
      deviation: every.deviation('height'),
      min: every.min('height'),
      max: every.max('height'),
      median: every.quantile('height', 0.5),
      high: every.quantile('height', 0.95),
      distinct: every.distinct('kind'),
      first: every.first('kind'),
      last: every.last('isClean'),
      mostFrequent: every.mostFrequent('kind'),
      fading: every.fadingMean('height', { halfLife: '6h' }),
      clean: every.mean('isClean'),
      moments: every.distinct('hitsAt'),
      month: swells.window('30d').sum('count'),
      instant: swells.window('1ms').max('height'),
      both: swells.window('30d').mean('height'),
    },
  }),
  'features of the labels’ own group': defineView({
    name: 'own',
    label: reports.column('waveHeight'),
    features: {
      before: reports.latest('waveHeight', { before: true }),
      crowd: reports.window('7d').mean('crowd'),
      board: reports.keyColumn('boardId'),
    },
  }),
  'several groups with keys of different length, and odd names': defineView({
    name: 'several',
    label: reports.column('crowd'),
    features: {
      height: swells.latest('height'),
      odd: odd.latest('sel"ect', { within: '2w' }),
      mean: odd.window('2w').mean('sel"ect'),
      crowd: reports.latest('crowd', { before: true }),
      square: derive({ odd: odd.latest('sel"ect') }, (row) => row.odd ** 2),
    },
  }),
  'last rows, lags, conditions and delays': defineView({
    name: 'rows',
    label: reports.column('waveHeight'),
    delay: '1h',
    features: {
      newest: swells.latest('height', { where: { kind: 'wind', count: { atLeast: 2, below: 9 } } }),
      unknown: swells.latest('count', { where: { height: { known: false } }, otherwise: 0 }),
      at: swells.latest('count', { where: { hitsAt: { above: day(1) }, isClean: true } }),
      oneOf: swells.last(4, { where: { kind: { oneOf: ['a', 'b'] } } }).mean('height'),
      none: swells.last(4, { where: { kind: { oneOf: [] } } }).count('height'),
      previous: swells.previous('kind', { back: 3, within: '5d' }),
      difference: swells.difference('height', { before: true }),
      since: swells.sinceLast({ delay: '0ms' }),
      fading: swells.last(7).fadingMean('count', { halfLife: '36h' }),
      own: reports.window('7d', { before: true, delay: '1d' }).quantile('waveHeight', 0.1),
    },
  }),
  'joins by other names, through another group, and a request': defineView({
    name: 'joins',
    label: reports.column('waveHeight'),
    request: requested({ crowd: integer({ optional: true }) }),
    features: {
      crowd: requested({ crowd: integer({ optional: true }) }).crowd,
      kind: swells.on({ beachId: through(swells, 'kind') }).latest('kind'),
      current: swells.on({ beachId: through(swells, 'kind') }).current('height'),
      count: swells
        .on({ beachId: through(swells, 'kind') })
        .window('1d')
        .count('height'),
      odd: odd.on({ beachId: 'beachId', boardId: 'crowd' }).last(2).sum('sel"ect'),
    },
  }),
  'key columns only': defineView({
    name: 'key',
    label: reports.column('waveHeight'),
    features: { beach: reports.keyColumn('beachId') },
  }),
}

type Store = Awaited<ReturnType<typeof temporaryStore>>

async function openStore(t: TestContext): Promise<Store> {
  const store = await temporaryStore()
  t.after(store.close)
  return store
}

const known = { runId: undefined, knownAt: day(1) }

for (const [title, view] of Object.entries(views)) {
  test(`the query of ${title} is valid, with and without rows`, async (t) => {
    const store = await openStore(t)
    await explain(store, view)
    assert.deepEqual((await labelledRows(store, view)).rows, [])

    const key = { beachId: 'lahinch', boardId: 1 }
    await appendRows(
      store,
      reports,
      [{ ...key, observedAt: day(2), waveHeight: 1, crowd: 4 }],
      known,
    )
    const swell = { beachId: 'lahinch', hitsAt: day(2), count: 2, isClean: true }
    await appendRows(store, swells, [swell], known)
    await appendRows(store, odd, [{ ...key, 'order by': day(2), 'sel"ect': 3 }], known)
    await explain(store, view)
    const { rows } = await labelledRows(store, view)
    assert.deepEqual(
      rows.map(({ key: found, at }) => [found, at]),
      [[key, day(2)]],
    )
    assert.deepEqual(Object.keys(rows[0]?.features ?? {}), Object.keys(view.features))
  })
}

/** What commits may tell of a group's rows: nothing, all that is good, and what lies between. */
const facts: readonly GroupFacts[] = [
  { isCorrected: true, hasDeleted: true, latenessMs: Infinity, isInOrder: false },
  { isCorrected: false, hasDeleted: false, latenessMs: -1, isInOrder: true },
  { isCorrected: true, hasDeleted: false, latenessMs: 5, isInOrder: false },
  { isCorrected: false, hasDeleted: true, latenessMs: 5, isInOrder: false },
  { isCorrected: false, hasDeleted: false, latenessMs: 5, isInOrder: true },
]

/** Has the engine plan the view's query, for labels and for moments to come, by all that may be told. */
async function explain(store: Store, view: View): Promise<void> {
  const groups = [reports, swells, odd]
  const relations = new Map(
    await Promise.all(
      groups.map(
        async (group) => [group.name, (await groupRelation(store, group)).relation] as const,
      ),
    ),
  )
  const relation = sql`(
    select 'lahinch' as "beachId", 1 as "boardId", ${day(2)}::timestamp as _at,
      3::bigint as "request.crowd")`
  for (const knownBy of [undefined, day(1)]) {
    const withDeliveries = knownBy !== undefined
    for (const told of facts) {
      const known = new Map(groups.map(({ name }) => [name, told]))
      const query = viewQuery(view, { relation, knownBy, withDeliveries }, relations, known)
      await store.engine.rows(sql`explain ${query}`)
    }
  }
  const label = relations.get(view.label.group.name)
  if (label === undefined) return
  for (const told of facts) {
    await store.engine.rows(sql`explain from ${labelSpine(view, label, { limit: 3 }, told)}`)
  }
}

test('a view of key columns only asks no group', async (t) => {
  const store = await openStore(t)
  const view = views['key columns only'] as View
  const rows = [{ beachId: 'lahinch', boardId: 1, observedAt: day(2), waveHeight: 1 }]
  await appendRows(store, reports, rows, known)
  const viewed = await labelledRows(store, view)
  assert.deepEqual(viewed.rows, [
    {
      key: { beachId: 'lahinch', boardId: 1 },
      at: day(2),
      label: 1,
      features: { beach: 'lahinch' },
      deliveries: {},
    },
  ])
})

test('a window longer than 2³¹ ms holds what lies in it, its end included and its beginning not', async (t) => {
  const store = await openStore(t)
  const view = defineView({
    name: 'month',
    label: reports.column('waveHeight'),
    features: {
      count: swells.window('30d').count('count'),
      sum: swells.window('30d').sum('count'),
    },
  })
  const hits = [day(1), day(1, 1), day(15), day(31), day(31, 1)]
  const swellRows = hits.map((hitsAt, at) => ({
    beachId: 'lahinch',
    hitsAt,
    count: 10 ** at,
    isClean: true,
  }))
  await appendRows(store, swells, swellRows, known)
  const report = { beachId: 'lahinch', boardId: 1, observedAt: day(31), waveHeight: 1 }
  await appendRows(store, reports, [report], known)
  const { rows } = await labelledRows(store, view)
  assert.deepEqual(rows[0]?.features, { count: 3, sum: 1110 })
})

test('boolean and time features are numbers, texts stay texts', async (t) => {
  const store = await openStore(t)
  const view = defineView({
    name: 'types',
    label: reports.column('waveHeight'),
    features: {
      isClean: swells.latest('isClean'),
      hitsAt: swells.latest('hitsAt'),
      kind: swells.latest('kind'),
      board: reports.keyColumn('boardId'),
    },
  })
  const swell = { beachId: 'lahinch', hitsAt: day(2), count: 2, isClean: false, kind: 'wind' }
  await appendRows(store, swells, [swell], known)
  const rows = ['lahinch', 'easkey'].map((beachId) => ({
    beachId,
    boardId: 7,
    observedAt: day(3),
    waveHeight: 1,
  }))
  await appendRows(store, reports, rows, known)
  const viewed = await labelledRows(store, view)
  assert.deepEqual(
    viewed.rows.map(({ features }) => features),
    [
      { isClean: NaN, hitsAt: NaN, kind: undefined, board: 7 },
      { isClean: 0, hitsAt: day(2).getTime(), kind: 'wind', board: 7 },
    ],
  )
})

test('what a derived feature makes of numbers without bounds is not known', async (t) => {
  const store = await openStore(t)
  const height = swells.latest('height')
  const view = defineView({
    name: 'derived',
    label: reports.column('waveHeight'),
    features: {
      logarithm: derive({ height }, (row) => Math.log(row.height)),
      inverse: derive({ height }, (row) => 1 / row.height),
      double: derive({ height }, (row) => row.height * 2),
    },
  })
  const swell = { beachId: 'lahinch', hitsAt: day(2), height: 0, count: 0, isClean: true }
  await appendRows(store, swells, [swell], known)
  const report = { beachId: 'lahinch', boardId: 7, observedAt: day(3), waveHeight: 1 }
  await appendRows(store, reports, [report], known)
  const { rows } = await labelledRows(store, view)
  assert.deepEqual(rows[0]?.features, { logarithm: NaN, inverse: NaN, double: 0 })
})

test('a correction that takes a value back counts as it was known last, online as offline', async (t) => {
  const store = await openStore(t)
  const view = defineView({
    name: 'corrected',
    label: reports.column('waveHeight'),
    features: {
      height: swells.latest('height'),
      count: swells.window('1d').count('height'),
      sum: swells.window('1d').sum('height'),
    },
  })
  const told = (hour: number, height: number | undefined) => ({
    beachId: 'lahinch',
    hitsAt: day(2, hour),
    height,
    count: 1,
    isClean: true,
  })
  await appendRows(store, swells, [told(1, 1), told(2, 2)], known)
  await appendRows(store, swells, [told(2, undefined)], { runId: undefined, knownAt: day(2) })
  const report = { beachId: 'lahinch', boardId: 7, observedAt: day(2, 3), waveHeight: 1 }
  await appendRows(store, reports, [report], known)
  const wanted = { height: NaN, count: 1, sum: 1 }
  const { rows } = await labelledRows(store, view)
  assert.deepEqual(rows[0]?.features, wanted)

  const key = { beachId: 'lahinch', boardId: 7 }
  const moment = { key, at: day(2, 3) }
  const asked = await momentRows(store, view, [moment], day(3))
  assert.deepEqual(asked.rows[0]?.features, wanted)
  const online = await openOnlineView({ ...store, now: () => day(3) }, view)
  assert.deepEqual((await lookUp(online, key, moment.at))?.features, wanted)
})

test('of two deliveries that tell of one moment at one time, every way takes that of the later commit', async (t) => {
  const height = swells.latest('height')
  const view = defineView({
    name: 'twice',
    label: reports.column('waveHeight'),
    features: { height, mean: swells.window('1d').mean('height') },
  })
  const columns = { ...swells.columns, _known_at: timestamp(), _delivery: text() }
  const row = { beachId: 'lahinch', hitsAt: day(2), count: 1, isClean: true, _known_at: day(1) }
  const told = [
    { ...row, height: 1, _delivery: 'dlv_a' },
    { ...row, height: 2, _delivery: 'dlv_b' },
  ]
  for (const order of [told, told.toReversed()]) {
    const store = await openStore(t)
    const { appendRelation } = await import('../../../src/features/groups/append-commit.ts')
    for (const one of order) {
      await store.engine.withRows(columns, [one], (table) =>
        appendRelation(store, swells, table, { kind: 'append', runId: undefined, checks: [] }),
      )
    }
    const report = { beachId: 'lahinch', boardId: 7, observedAt: day(2), waveHeight: 1 }
    await appendRows(store, reports, [report], known)
    const last = order.at(-1)
    const wanted = {
      features: { height: last?.height, mean: last?.height },
      deliveries: { swells: last?._delivery },
    }
    const { rows } = await labelledRows(store, view)
    assert.deepEqual(rows[0]?.features, wanted.features)
    assert.deepEqual(rows[0].deliveries, wanted.deliveries)
    const online = await openOnlineView({ ...store, now: () => day(3) }, view)
    const found = await lookUp(online, { beachId: 'lahinch', boardId: 7 }, day(2))
    assert.deepEqual(found, { ...wanted, newest: { swells: day(2) } })
  }
})
