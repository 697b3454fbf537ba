import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { inRange } from '../../../src/data/index.ts'
import { defineGroup, loadGroup, newestRows } from '../../../src/features/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'
import { temporaryStore } from '../feature-store.ts'

const columns = { port: text(), at: timestamp(), height: float() }
const dayMs = 86_400_000
const day = (count: number) => new Date(Date.UTC(2026, 0, 1) + count * dayMs)
const dayOf = (moment: Date) => (moment.getTime() - day(0).getTime()) / dayMs

/** Several are asked for at once, in no order. */
const byStart = (a: readonly number[], b: readonly number[]) => (a[0] ?? 0) - (b[0] ?? 0)

interface Asked {
  readonly since: Date
  readonly until: Date
}

/** A group with one level at the start of each day, and what it was asked for. */
function dailyLevels(change: { readonly heightOf?: (day: number) => number } = {}) {
  const asked: [number, number][] = []
  const group = defineGroup({
    name: 'levels',
    key: ['port'],
    time: 'at',
    columns,
    partition: '1d',
    startsAt: '2026-01-01',
    load: async function* ({ since, until }: Asked) {
      asked.push([dayOf(since), dayOf(until)])
      for (let at = Math.ceil(dayOf(since)); at < dayOf(until); at += 1) {
        await Promise.resolve()
        yield { port: 'galway', at: day(at), height: change.heightOf?.(at) ?? at }
      }
    },
  })
  return { group, asked }
}

async function openStore(t: TestContext, startAt: Date) {
  let now = startAt
  const store = await temporaryStore(() => now)
  t.after(store.close)
  const at = (moment: Date) => {
    now = moment
    return store
  }
  return { store, at }
}

type Store = Awaited<ReturnType<typeof openStore>>['store']

async function told(store: Store): Promise<unknown[]> {
  const { group } = dailyLevels()
  const rows = await newestRows(store, group, 99)
  return rows.map(({ at, height }) => [dayOf(at), height]).toReversed()
}

test('history and increment are loaded by one loader, a part at a time, each once', async (t) => {
  const { store, at } = await openStore(t, day(2.5))
  const { group, asked } = dailyLevels()
  const first = await loadGroup(store, group)
  assert.deepEqual(asked.toSorted(byStart), [
    [0, 1],
    [1, 2],
    [2, 2.5],
  ])
  assert.deepEqual([first.parts, first.acceptedCount, first.rowCount], ['ranges', 3, 3])
  assert.deepEqual(
    first.commits.map(({ sequence, oldestEventAt }) => [sequence, dayOf(oldestEventAt)]),
    [
      [1, 0],
      [2, 1],
      [3, 2],
    ],
  )
  asked.length = 0
  assert.equal((await loadGroup(store, group)).acceptedCount, 0)
  const next = await loadGroup(at(day(4.25)), group)
  assert.deepEqual(asked.toSorted(byStart), [
    [2.5, 3],
    [3, 4],
    [4, 4.25],
  ])
  assert.deepEqual([next.acceptedCount, next.rowCount], [3, 2])
  assert.deepEqual(
    await told(store),
    [0, 1, 2, 3, 4].map((one) => [one, one]),
  )
})

test('a stretch that is asked for leaves gaps, which later loads fill', async (t) => {
  const { store } = await openStore(t, day(6))
  const { group, asked } = dailyLevels()
  await loadGroup(store, group, { since: day(3), until: day(5) })
  assert.deepEqual(asked.toSorted(byStart), [
    [3, 4],
    [4, 5],
  ])
  asked.length = 0
  await loadGroup(store, group)
  assert.deepEqual(asked.toSorted(byStart), [
    [0, 1],
    [1, 2],
    [2, 3],
    [5, 6],
  ])
})

test('a failure in the seventh part leaves the six, is told, and is where the next load begins', async (t) => {
  const { store } = await openStore(t, day(10))
  const { group, asked } = dailyLevels({
    heightOf: (at) => {
      if (at === 6) throw new Error('the service is down')
      return at
    },
  })
  await assert.rejects(loadGroup(store, group, { parallel: 1 }), {
    code: 'features.rangeFailed',
    message:
      'Group levels could not be loaded from 2026-01-07T00:00:00.000Z until 2026-01-08T00:00:00.000Z: the service is down. Of 10 stretches of time 6 are in.',
  })
  assert.equal(asked.length, 7)
  assert.equal((await told(store)).length, 6)
  const mended = dailyLevels()
  const rest = await loadGroup(store, mended.group)
  assert.deepEqual(mended.asked.toSorted(byStart)[0], [6, 7])
  assert.deepEqual([rest.acceptedCount, (await told(store)).length], [4, 10])
})

test('parts under way when another fails come in', async (t) => {
  const { store } = await openStore(t, day(8))
  const { group } = dailyLevels({
    heightOf: (at) => {
      if (at === 1) throw new Error('the service is down')
      return at
    },
  })
  await assert.rejects(loadGroup(store, group, { parallel: 4 }), { code: 'features.rangeFailed' })
  const days = (await told(store)).map((row) => (row as number[])[0])
  assert.deepEqual(days.slice(0, 3), [0, 2, 3])
  const mended = dailyLevels()
  await loadGroup(store, mended.group)
  assert.deepEqual(
    await told(store),
    [0, 1, 2, 3, 4, 5, 6, 7].map((one) => [one, one]),
  )
})

test('a backfill brings in only what differs, known from then on', async (t) => {
  const { store, at } = await openStore(t, day(4))
  const known = { knownAt: (row: { readonly at: Date }) => row.at }
  await loadGroup(store, { ...dailyLevels().group, ...known })
  const mended = dailyLevels({ heightOf: (one) => (one === 2 ? 99 : one) })
  const load = await loadGroup(
    at(day(5)),
    { ...mended.group, ...known },
    {
      since: day(0),
      until: day(4),
      backfill: true,
    },
  )
  assert.equal(mended.asked.length, 4)
  assert.deepEqual(
    load.commits.map(({ kind, rowCount, arrival }) => [kind, rowCount, arrival.correctionCount]),
    [['upsert', 1, 1]],
  )
  const rows = await newestRows(store, dailyLevels().group, 9)
  assert.deepEqual(
    rows.map((row) => [dayOf(row['at']), row['height'], dayOf(row['_known_at'])]),
    [
      [3, 3, 3],
      [2, 99, 5],
      [1, 1, 1],
      [0, 0, 0],
    ],
  )
})

test('parts are cut in UTC, also where the clocks are changed, and months by the calendar', async (t) => {
  const zone = process.env['TZ']
  process.env['TZ'] = 'Europe/Dublin'
  t.after(() => {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })
  const { store } = await openStore(t, new Date('2026-03-31T00:00:00Z'))
  const { group, asked } = dailyLevels()
  const since = new Date('2026-03-28T00:00:00Z')
  await loadGroup(store, group, { since })
  assert.deepEqual(
    asked.map(([from, until]) => until - from),
    [1, 1, 1],
  )
  const monthly = dailyLevels()
  await loadGroup(
    store,
    { ...monthly.group, name: 'monthly', partition: 'month' },
    { since: day(0) },
  )
  assert.deepEqual(monthly.asked.toSorted(byStart), [
    [0, 31],
    [31, 59],
    [59, 89],
  ])
})

test('a part whose rows are refused is told of and asked for again', async (t) => {
  const { store } = await openStore(t, day(3))
  const { group } = dailyLevels({ heightOf: (at) => (at === 1 ? 99 : at) })
  const strict = { ...group, checks: [inRange('height', { max: 10 })] }
  const load = await loadGroup(store, strict)
  assert.deepEqual(
    [load.acceptedCount, load.refused.map(({ name }) => name)],
    [2, ['2026-01-02T00:00:00.000Z – 2026-01-03T00:00:00.000Z']],
  )
  const again = dailyLevels()
  await loadGroup(store, again.group)
  assert.deepEqual(again.asked, [[1, 2]])
})

test('a row without key or time, or with a wrong one, ends its part and is named', async (t) => {
  const { store } = await openStore(t, day(1))
  const { group } = dailyLevels()
  const wrong: readonly (readonly [object, string])[] = [
    [{ at: day(0), height: 1 }, 'column "port" should be of type text, but is absent'],
    [{ port: 'galway', height: 1 }, 'column "at" should be of type timestamp, but is absent'],
    [
      { port: 'galway', at: new Date(Number.NaN), height: 1 },
      'column "at" should be of type timestamp, but is null',
    ],
    [{ port: 'galway', at: day(0), heigth: 1 }, 'column "height" should be of type float'],
  ]
  for (const [row, fault] of wrong) {
    await assert.rejects(loadGroup(store, { ...group, load: () => [row] }), (error: Error) =>
      error.message.includes(`Row 1: ${fault}`),
    )
  }
  assert.deepEqual(await store.commits.list('levels'), [])
})

test('what is not told or makes no sense is asked for before anything is loaded', async (t) => {
  const { store } = await openStore(t, day(3))
  const { group, asked } = dailyLevels()
  const { startsAt, ...endless } = group
  assert.equal(startsAt, '2026-01-01')
  await assert.rejects(loadGroup(store, endless), { code: 'features.startNotTold' })
  await assert.rejects(loadGroup(store, group, { since: day(2), until: day(1) }), {
    code: 'features.rangeEmpty',
  })
  assert.deepEqual(asked, [])
  const define = defineGroup as (definition: unknown) => unknown
  const wrong = { name: 'levels', key: ['port'], time: 'at', columns }
  assert.throws(() => define({ ...wrong, partition: 'daily' }), { code: 'base.notADuration' })
  assert.throws(() => define({ ...wrong, startsAt: 'then' }), { code: 'base.notAMoment' })
})

test('a part without rows is done, and a load that was stopped goes on', async (t) => {
  const { store } = await openStore(t, day(3))
  const { group, asked } = dailyLevels()
  const empty = { ...group, load: () => [] }
  const load = await loadGroup(store, empty)
  assert.deepEqual([load.acceptedCount, load.rowCount, load.commits], [3, 0, []])
  await loadGroup(store, group)
  assert.deepEqual(asked, [])
  const controller = new AbortController()
  const other = dailyLevels()
  const stopping = {
    ...other.group,
    name: 'stopping',
    load: () => {
      controller.abort(new Error('stopped'))
      return []
    },
  }
  await assert.rejects(loadGroup(store, stopping, { signal: controller.signal, parallel: 1 }), {
    message: 'stopped',
  })
  await loadGroup(store, { ...other.group, name: 'stopping' })
  assert.deepEqual(other.asked.toSorted(byStart)[0], [0, 1])
})

test('more rows than are held at once come in whole', async (t) => {
  const { store } = await openStore(t, day(1))
  const { group } = dailyLevels()
  const rows = Array.from({ length: 50_001 }, (_, at) => ({
    port: `port ${at}`,
    at: day(0),
    height: at,
  }))
  const load = await loadGroup(store, { ...group, load: () => Promise.resolve(rows) })
  assert.equal(load.rowCount, 50_001)
})

test('rows of one key and time in one commit are warned of', async (t) => {
  const { store } = await openStore(t, day(1))
  const { group } = dailyLevels()
  const row = { port: 'galway', at: day(0), height: 1 }
  const load = await loadGroup(store, { ...group, load: () => [row, { ...row, height: 2 }] })
  assert.equal(load.rowCount, 2)
  assert.deepEqual(load.warnings, [
    "1 row has key, time and known time of another of the same commit; unique('port', 'at') refuses such",
  ])
})
