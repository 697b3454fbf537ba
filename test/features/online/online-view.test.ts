import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  appendRows,
  calendar,
  defineGroup,
  defineView,
  knownMoments,
  momentRows,
  momentsAhead,
  openOnlineView,
  requested,
} from '../../../src/features/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'
import { temporaryStore } from '../feature-store.ts'
import { lookUp } from './look-up.ts'

const reports = defineGroup({
  name: 'reports',
  key: ['beachId'],
  time: 'observedAt',
  columns: { beachId: text(), observedAt: timestamp(), waveHeight: float() },
})

const swells = defineGroup({
  name: 'swells',
  key: ['beachId'],
  time: 'hitsAt',
  columns: { beachId: text(), hitsAt: timestamp(), height: float() },
})

const surf = defineView({
  name: 'surf',
  label: reports.column('waveHeight'),
  features: {
    height: swells.latest('height'),
    recent: swells.latest('height', { within: '1d' }),
    mean: swells.window('2d').mean('height'),
    month: swells.window('30d').count('height'),
  },
})

const day = (number: number, hour = 0): Date => new Date(Date.UTC(2026, 0, number, hour))
const today = day(60)
const lahinch = { beachId: 'lahinch' }

type Store = Awaited<ReturnType<typeof temporaryStore>>

async function openStore(t: TestContext): Promise<Store> {
  const store = await temporaryStore(() => today)
  t.after(store.close)
  return store
}

async function tell(store: Store, beachId: string, ...told: readonly [Date, number][]) {
  const rows = told.map(([hitsAt, height]) => ({ beachId, hitsAt, height }))
  await appendRows(store, swells, rows, { runId: undefined, knownAt: day(1) })
}

test('an online view has what was committed since once it is refreshed', async (t) => {
  const store = await openStore(t)
  await tell(store, 'lahinch', [day(60), 1])
  const online = await openOnlineView(store, surf)
  assert.equal(await online.refresh(), false)
  await tell(store, 'lahinch', [day(61), 2])
  const heightAt = async (at: Date) => (await lookUp(online, lahinch, at))?.features['height']
  assert.equal(await heightAt(day(61)), 1)
  assert.equal(await online.refresh(), true)
  assert.equal(await heightAt(day(61)), 2)
  assert.equal(await heightAt(day(60, 23)), 1)
  assert.equal(await online.refresh(), false)
})

test('an online view of empty groups knows nobody, until they have rows', async (t) => {
  const store = await openStore(t)
  const online = await openOnlineView(store, surf)
  assert.equal(await lookUp(online, lahinch, today), undefined)
  assert.deepEqual(online.keys(), [])
  await tell(store, 'lahinch', [day(60), 1])
  await online.refresh()
  assert.deepEqual(online.keys(), [lahinch])
  assert.equal(await lookUp(online, { beachId: 'easkey' }, today), undefined)
})

test('what was last told long ago is still the latest online, as it is offline', async (t) => {
  const store = await openStore(t)
  await tell(store, 'lahinch', [day(1), 1], [day(2), 2], [day(31), 3])
  await tell(store, 'easkey', [day(3), 4])
  await tell(store, 'doolin', [day(4), 5], [day(70), 6])
  const online = await openOnlineView(store, surf)
  const moments = ['lahinch', 'easkey', 'doolin'].flatMap((beachId) =>
    [60, 65, 80].map((number) => ({ key: { beachId }, at: day(number) })),
  )
  const { rows } = await momentRows(store, surf, moments, today)
  assert.equal(rows.length, 9)
  for (const { key, at, features } of rows) {
    assert.deepEqual(
      (await lookUp(online, key, at))?.features,
      features,
      `${String(key['beachId'])} ${+at}`,
    )
  }
  assert.deepEqual(
    rows.map(({ key, at, features }) => [
      key['beachId'],
      at,
      features['height'],
      features['month'],
    ]),
    [
      ['doolin', day(60), 5, 0],
      ['doolin', day(65), 5, 0],
      ['doolin', day(80), 6, 1],
      ['easkey', day(60), 4, 0],
      ['easkey', day(65), 4, 0],
      ['easkey', day(80), 4, 0],
      ['lahinch', day(60), 3, 1],
      ['lahinch', day(65), 3, 0],
      ['lahinch', day(80), 3, 0],
    ],
  )
})

test('of a moment whose windows are not held any more the commits are read, as they are offline', async (t) => {
  const store = await openStore(t)
  const told = Array.from({ length: 200 }, (_, at): [Date, number] => [day(at - 139, at % 24), at])
  await tell(store, 'lahinch', ...told)
  await tell(store, 'easkey', [day(-100), 4])
  const online = await openOnlineView(store, surf)
  const moments = ['lahinch', 'easkey'].flatMap((beachId) =>
    [-140, -99, -60, 0, 43, 44, 60].map((number) => ({ key: { beachId }, at: day(number) })),
  )
  // Held are 44 days: those of the longest window, and two weeks.
  const answer = await online.read(moments)
  const offline = await momentRows(store, surf, moments, today)
  const wanted = new Map(offline.rows.map((row) => [row.place, row.features]))
  assert.deepEqual(
    answer.rows.map((row) => row?.features),
    moments.map((_, place) => wanted.get(place)),
  )
  const [, then, , , , , now] = answer.rows
  assert.deepEqual(then?.newest, { swells: told[39]?.[0] })
  assert.equal(then?.features['month'], 30)
  assert.deepEqual(now?.newest, { swells: told[198]?.[0] })
  assert.deepEqual([answer.commits, answer.knownBy], [{ swells: 2 }, today])
})

test('of a moment long ago nothing is read that is committed after the last refresh', async (t) => {
  const store = await openStore(t)
  await tell(store, 'lahinch', [day(-100), 1])
  const online = await openOnlineView(store, surf)
  await tell(store, 'lahinch', [day(-99), 2])
  const heightThen = async () => (await lookUp(online, lahinch, day(-90)))?.features['height']
  assert.equal(await heightThen(), 1)
  await online.refresh()
  assert.equal(await heightThen(), 2)
})

test('a row that is known only later is not there yet', async (t) => {
  const store = await openStore(t)
  await tell(store, 'lahinch', [day(60), 1])
  const late = { beachId: 'lahinch', hitsAt: day(61), height: 2 }
  await appendRows(store, swells, [late], { runId: undefined, knownAt: day(61) })
  const online = await openOnlineView(store, surf)
  assert.equal((await lookUp(online, lahinch, day(62)))?.features['height'], 1)
})

test('the states of knowledge are told between two moments, ends included', async (t) => {
  const store = await openStore(t)
  for (const number of [3, 1, 2, 2, 4]) {
    const row = { beachId: 'lahinch', hitsAt: day(10), height: number }
    await appendRows(store, swells, [row], { runId: undefined, knownAt: day(number) })
  }
  assert.deepEqual(await knownMoments(store, surf, { from: day(2), until: day(3) }), [
    day(2),
    day(3),
  ])
  assert.deepEqual(await knownMoments(store, surf, { from: day(5), until: day(9) }), [])
})

test('the moments ahead are those after what is known that it tells of', async (t) => {
  const store = await openStore(t)
  const told = [
    { hitsAt: day(9), knownAt: day(10) },
    { hitsAt: day(11), knownAt: day(10) },
    { hitsAt: day(12), knownAt: day(10) },
    { hitsAt: day(12), knownAt: day(9) },
    { hitsAt: day(13), knownAt: day(10) },
    { hitsAt: day(12, 12), knownAt: day(11) },
  ]
  for (const { hitsAt, knownAt } of told) {
    await appendRows(store, swells, [{ ...lahinch, hitsAt, height: 1 }], {
      runId: undefined,
      knownAt,
    })
  }
  const aheadMs = 2 * 86_400_000
  assert.deepEqual(await momentsAhead(store, surf, { knownBy: day(10), aheadMs }), [
    { key: lahinch, at: day(11) },
    { key: lahinch, at: day(12) },
  ])
})

test('a view that asks for the moment is told it of moments ahead, too', async (t) => {
  const store = await openStore(t)
  const hitsAt = day(11)
  await appendRows(store, swells, [{ ...lahinch, hitsAt, height: 1 }], { knownAt: day(10) })
  const asked = requested({ at: timestamp() })
  const seasonal = defineView({
    name: 'seasonal',
    label: reports.column('waveHeight'),
    request: asked,
    requestFrom: { at: 'observedAt' },
    features: {
      height: swells.latest('height'),
      ...calendar(asked.at, { zone: 'UTC', parts: ['dayOfYear'] }),
    },
  })
  const moments = await momentsAhead(store, seasonal, { knownBy: day(10), aheadMs: 86_400_000 })
  assert.deepEqual(moments, [{ key: lahinch, at: hitsAt, request: { at: hitsAt } }])
  const { rows } = await momentRows(store, seasonal, moments, day(10))
  assert.equal(rows[0]?.features['dayOfYear'], 11)
})
