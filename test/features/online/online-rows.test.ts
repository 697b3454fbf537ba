import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import { memoryOnlineRows } from '../../../src/features/online/memory-online-rows.ts'
import type { OnlineNeed } from '../../../src/features/online/online-need.ts'
import type {
  OnlineRows,
  OnlineState,
  RowsRequest,
  ToldRow,
} from '../../../src/features/online/online-rows.ts'
import { redisOnlineRows } from '../../../src/features/online/redis-online-rows.ts'
import { sqliteOnlineRows } from '../../../src/features/online/sqlite-online-rows.ts'
import { boolean, float, integer, text, timestamp } from '../../../src/table/index.ts'
import { redisServer } from './redis-server.ts'

const minute = 60_000
const now = new Date('2026-03-01T12:00:00Z')

const purchases: OnlineNeed = {
  group: {
    name: 'purchases',
    key: ['card'],
    time: 'at',
    columns: {
      card: integer(),
      at: timestamp(),
      amount: float({ optional: true }),
      place: text({ optional: true }),
      abroad: boolean({ optional: true }),
      settled: timestamp({ optional: true }),
    },
  },
  columns: ['amount', 'place', 'abroad', 'settled'],
  where: undefined,
  delayMs: 0,
  newest: 2,
  backMs: 60 * minute,
  shape: 'a'.repeat(64),
}

const minutesAgo = (count: number): Date => new Date(now.getTime() - count * minute)

function purchase(card: number, ago: number, amount: number, told: Partial<ToldRow> = {}): ToldRow {
  const at = minutesAgo(ago)
  return {
    card,
    at,
    amount,
    _known_at: at,
    _commit: 1,
    _delivery: undefined,
    _deleted: false,
    ...told,
  }
}

const stores: readonly (readonly [string, (t: TestContext) => Promise<OnlineRows | undefined>])[] =
  [
    ['memory', async () => memoryOnlineRows()],
    [
      'SQLite',
      async (t) => {
        const folder = mkdtempSync(join(tmpdir(), 'groundswell-online-'))
        const rows = await sqliteOnlineRows(join(folder, 'online.sqlite'))
        t.after(async () => {
          await rows.close()
          rmSync(folder, { recursive: true })
        })
        return rows
      },
    ],
    [
      'Redis',
      async (t) => {
        const server = await redisServer(t)
        if (server === undefined) return undefined
        const rows = redisOnlineRows(server.url, { prefix: 'test' })
        t.after(() => rows.close())
        return rows
      },
    ],
  ]

async function read(rows: OnlineRows, need: OnlineNeed, requests: readonly RowsRequest[]) {
  const [found] = await rows.read([{ need, requests }])
  return found?.rows ?? []
}

async function bring(
  rows: OnlineRows,
  need: OnlineNeed,
  told: readonly ToldRow[],
  at = now,
  state: OnlineState = { sequence: 1, pendingFrom: undefined },
): Promise<void> {
  async function* some() {
    yield told
  }
  assert.equal(await rows.bring(need, some(), { state, now: at }), true)
}

for (const [engine, open] of stores) {
  const contract = (behaviour: string, hold: (rows: OnlineRows) => Promise<void>): void => {
    test(`${engine}: ${behaviour}`, async (t) => {
      const rows = await open(t)
      if (rows === undefined) t.skip('there is no redis-server on this machine')
      else await hold(rows)
    })
  }
  const amounts = async (rows: OnlineRows, card: number, ago = 0, newest = 2, within = 60) => {
    const at = minutesAgo(ago).getTime()
    const request = { key: String(card), at, newest, after: at - within * minute }
    const [found] = await read(rows, purchases, [request])
    assert.equal(found?.times.length, found?.rows.length)
    return found?.rows.map((row) => row['amount'])
  }

  contract('nothing is in at first', async (rows) => {
    assert.equal(await rows.state(purchases), undefined)
    assert.deepEqual(await amounts(rows, 1), [])
    assert.deepEqual(await rows.keys(purchases, 10), [])
  })

  contract(
    'where only windows are asked for, what none of them reaches is not kept',
    async (rows) => {
      const windows = { ...purchases, newest: 0, shape: 'b'.repeat(64) }
      await bring(rows, windows, [purchase(1, 90, 1), purchase(1, 30, 2)])
      const after = minutesAgo(60).getTime()
      const [found] = await read(rows, windows, [{ key: '1', at: now.getTime(), newest: 0, after }])
      assert.deepEqual(
        found?.rows.map((row) => row['amount']),
        [2],
      )
    },
  )

  contract('every kind of value comes back as it was told', async (rows) => {
    const settled = minutesAgo(1)
    const told = { place: "a 'b' \u{1f30a}", abroad: true, settled, _delivery: 'dlv_1' }
    const tiny = purchase(1, 3, 5e-324, { abroad: false })
    const none = purchase(1, 2, Number.NaN, { amount: undefined })
    await bring(rows, purchases, [tiny, none, purchase(1, 1, Infinity, told)], now)
    const [found] = await read(rows, purchases, [
      { key: '1', at: +now, newest: 5, after: -Infinity },
    ])
    const absent = { _delivery: undefined, place: undefined, settled: undefined }
    assert.deepEqual(found, {
      times: [minutesAgo(3), minutesAgo(2), minutesAgo(1)].map(Number),
      rows: [
        { ...absent, amount: 5e-324, abroad: false },
        { ...absent, amount: undefined, abroad: undefined },
        { _delivery: 'dlv_1', amount: Infinity, place: told.place, abroad: true, settled },
      ],
    })
  })

  contract('of two tellings of one moment the one known last stays, in any order', async (rows) => {
    const first = purchase(1, 5, 10)
    const later = purchase(1, 5, 20, { _known_at: minutesAgo(2) })
    await bring(rows, purchases, [later, first], now)
    await bring(rows, purchases, [first], now)
    assert.deepEqual(await amounts(rows, 1), [20])
    const laterCommit = { _known_at: minutesAgo(2), _commit: 10 }
    const laterText = { ...laterCommit, _delivery: 'dlv_2' }
    await bring(rows, purchases, [purchase(1, 5, 30, laterCommit)], now)
    await bring(
      rows,
      purchases,
      [later, purchase(1, 5, 25, { _known_at: minutesAgo(2), _commit: 9 })],
      now,
    )
    assert.deepEqual(await amounts(rows, 1), [30])
    await bring(
      rows,
      purchases,
      [purchase(1, 5, 40, laterText), purchase(1, 5, 30, laterCommit)],
      now,
    )
    assert.deepEqual(await amounts(rows, 1), [40])
  })

  contract('a deleted row is as if it never was, until it is told again', async (rows) => {
    await bring(rows, purchases, [purchase(1, 5, 10), purchase(1, 4, 20)], now)
    const gone = purchase(1, 4, 20, { _known_at: minutesAgo(3), _deleted: true })
    await bring(rows, purchases, [gone], now)
    await bring(rows, purchases, [purchase(1, 4, 20)], now)
    assert.deepEqual(await amounts(rows, 1, 0, 1, 0), [10])
    await bring(rows, purchases, [purchase(1, 4, 25, { _known_at: minutesAgo(1) })], now)
    assert.deepEqual(await amounts(rows, 1), [10, 25])
  })

  contract(
    'a read sees what was true by its moment: the newest, or all within reach',
    async (rows) => {
      const told = [50, 40, 30, 20, 10].map((ago) => purchase(1, ago, ago))
      await bring(rows, purchases, [...told, purchase(2, 1, 7)], now)
      assert.deepEqual(await amounts(rows, 1, 0, 1, 0), [10])
      assert.deepEqual(await amounts(rows, 1, 25, 1, 0), [30])
      assert.deepEqual(await amounts(rows, 1, 10, 1, 20), [20, 10])
      assert.deepEqual(await amounts(rows, 1, 11, 3, 10), [40, 30, 20])
      assert.deepEqual(await amounts(rows, 1, 60, 3, 10), [])
      assert.deepEqual(await amounts(rows, 1, 0, 0, 0), [])
    },
  )

  contract(
    'many keys are read in one call, in the order asked, unknown ones empty',
    async (rows) => {
      await bring(rows, purchases, [purchase(1, 1, 10), purchase(2, 1, 20)], now)
      const requests = ['2', '9', '1'].map((key) => ({ key, at: +now, newest: 1, after: +now }))
      const found = await read(rows, purchases, requests)
      assert.deepEqual(
        found.map(({ rows: own }) => own.map((row) => row['amount'])),
        [[20], [], [10]],
      )
    },
  )

  contract('of what is out of reach only the newest rows of a key stay', async (rows) => {
    await bring(
      rows,
      purchases,
      [90, 80, 70].map((ago) => purchase(1, ago, ago)),
      now,
    )
    assert.deepEqual(await amounts(rows, 1, 0, 9, 999), [80, 70])
    await bring(rows, purchases, [purchase(1, 75, 75), purchase(1, 59, 59), purchase(1, 1, 1)])
    assert.deepEqual(await amounts(rows, 1, 0, 9, 999), [75, 70, 59, 1])
  })

  contract('keys are told up to a limit', async (rows) => {
    await bring(
      rows,
      purchases,
      [3, 1, 2].map((card) => purchase(card, 1, 1)),
      now,
    )
    assert.deepEqual((await rows.keys(purchases, 10)).toSorted(), ['1', '2', '3'])
    assert.equal((await rows.keys(purchases, 2)).length, 2)
  })

  contract('the state moves forward only', async (rows) => {
    await bring(rows, purchases, [], now, { sequence: 3, pendingFrom: now })
    await bring(rows, purchases, [], now, { sequence: 2, pendingFrom: undefined })
    assert.deepEqual(await rows.state(purchases), { sequence: 3, pendingFrom: now })
    await bring(rows, purchases, [], now, { sequence: 3, pendingFrom: undefined })
    assert.deepEqual(await rows.state(purchases), { sequence: 3, pendingFrom: undefined })
  })

  contract(
    'each need of a group has rows of its own, which go when it is abandoned',
    async (rows) => {
      const state = { sequence: 1, pendingFrom: undefined }
      const other = { ...purchases, columns: ['place'], shape: 'b'.repeat(64) }
      for (const need of [purchases, other]) {
        await bring(rows, need, [purchase(1, 1, 10, { place: 'here' })], now)
        await bring(rows, need, [], now, state)
      }
      const request = { key: '1', at: +now, newest: 1, after: +now }
      const found = await read(rows, other, [request])
      assert.deepEqual(found[0]?.rows, [{ _delivery: undefined, place: 'here' }])
      const nextWeek = new Date(now.getTime() + 8 * 86_400_000)
      await bring(rows, purchases, [], nextWeek, state)
      assert.deepEqual(await rows.state(purchases), state)
      assert.equal(await rows.state(other), undefined)
    },
  )

  contract('random histories in any order end as the newest tellings', async (rows) => {
    const random = seededRandom(7)
    const draw = (below: number): number => Math.floor(random.next() * below)
    const told = Array.from({ length: 400 }, (_, at) =>
      purchase(draw(3), draw(50), at, {
        _known_at: minutesAgo(50 - draw(50)),
        _commit: 1 + draw(12),
        _delivery: `dlv_${String(draw(1000)).padStart(4, '0')}`,
        _deleted: random.next() < 0.2,
      }),
    )
    for (let at = 0; at < told.length; at += 37)
      await bring(rows, purchases, told.slice(at, at + 37), now)
    for (const card of [0, 1, 2]) {
      const own = told.filter((row) => row['card'] === card)
      const newest = new Map<number, ToldRow>()
      for (const row of own) {
        const held = newest.get(Number(row['at']))
        const order = held === undefined ? 1 : compareTellings(row, held)
        if (order >= 0) newest.set(Number(row['at']), row)
      }
      const expected = [...newest.values()]
        .filter((row) => row['_deleted'] === false)
        .toSorted((a, b) => Number(a['at']) - Number(b['at']))
      assert.deepEqual(
        await amounts(rows, card, 0, 999, 999),
        expected.map((row) => row['amount']),
      )
    }
  })
}

function compareTellings(a: ToldRow, b: ToldRow): number {
  const known = Number(a['_known_at']) - Number(b['_known_at'])
  const commit = Number(a['_commit']) - Number(b['_commit'])
  if (known !== 0 || commit !== 0) return known === 0 ? commit : known
  return String(a['_delivery']).localeCompare(String(b['_delivery']), 'en')
}
