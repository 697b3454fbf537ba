import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  appendRows,
  compareOnline,
  defineGroup,
  defineView,
  deleteRows,
  derive,
  memoryOnlineRows,
  redisOnlineRows,
  requested,
  sqliteOnlineRows,
  type OnlineRows,
} from '../../../src/features/index.ts'
import { float, integer, text, timestamp } from '../../../src/table/index.ts'
import { temporaryStore } from '../feature-store.ts'
import { redisServer } from './redis-server.ts'

const purchases = defineGroup({
  name: 'purchases',
  key: ['card'],
  time: 'at',
  columns: {
    card: integer(),
    at: timestamp(),
    amount: float(),
    shop: text({ optional: true }),
  },
})

const frauds = defineGroup({
  name: 'frauds',
  key: ['card'],
  time: 'at',
  columns: { card: integer(), at: timestamp(), amount: float(), isFraud: integer() },
})

const holders = defineGroup({
  name: 'holders',
  key: ['holder'],
  time: 'since',
  columns: { holder: text(), since: timestamp(), limit: float() },
})

const cards = defineGroup({
  name: 'cards',
  key: ['card'],
  time: 'issued',
  columns: { card: integer(), issued: timestamp(), holder: text() },
})

const asked = requested({ amount: float() })
const hours = purchases.window('4h', { before: true })
const limit = holders.on({ holder: cards.current('holder') }).latest('limit')

const view = defineView({
  name: 'purchase',
  label: frauds.column('isFraud'),
  features: {
    amount: asked.amount,
    last: purchases.latest('amount', { before: true }),
    shop: purchases.previous('shop'),
    large: purchases.latest('amount', { where: { amount: { above: 50 } }, otherwise: 0 }),
    slow: purchases.latest('amount', { delay: '30m' }),
    count: hours.count('amount'),
    mean: hours.mean('amount'),
    deviation: hours.deviation('amount'),
    lastFive: purchases.last(5).sum('amount'),
    since: purchases.sinceLast({ before: true }),
    limit,
    share: derive({ amount: asked.amount, limit }, (row) => row.amount / row.limit),
  },
})

const start = Date.UTC(2026, 2, 1)
const minuteMs = 60_000

const stores: readonly (readonly [
  string,
  (t: TestContext, root: string) => Promise<OnlineRows | undefined>,
])[] = [
  ['memory', async () => memoryOnlineRows()],
  ['SQLite', (_, root) => sqliteOnlineRows(join(root, 'online.sqlite'))],
  [
    'Redis',
    async (t) => {
      const server = await redisServer(t)
      return server === undefined ? undefined : redisOnlineRows(server.url, { prefix: 'day' })
    },
  ],
]

for (const [engine, open] of stores) {
  test(`${engine}: through a day of events every feature is online what it is offline`, async (t) => {
    let now = new Date(start)
    const store = await temporaryStore(() => now)
    const online = await open(t, store.root)
    t.after(async () => {
      await online?.close()
      await store.close()
    })
    if (online === undefined) {
      t.skip('there is no redis-server on this machine')
      return
    }
    const random = seededRandom('day')
    const people = ['ada', 'bo', 'cy']
    await appendRows(
      store,
      holders,
      people.map((holder, at) => ({ holder, since: now, limit: at })),
    )
    await appendRows(
      store,
      cards,
      [1, 2, 3, 4].map((card) => ({ card, issued: now, holder: random.pick(people) })),
    )
    for (let hour = 0; hour < 24; hour += 1) {
      now = new Date(start + hour * 60 * minuteMs)
      const rows = Array.from({ length: 3 + random.below(8) }, (_, at) => ({
        card: 1 + random.below(4),
        // Some come late.
        at: new Date(now.getTime() - random.below(random.next() < 0.2 ? 300 : 60) * minuteMs + at),
        amount: Math.round(random.next() * 10_000) / 100,
        shop: random.next() < 0.2 ? undefined : random.pick(['a', 'b', 'c']),
      }))
      await appendRows(store, purchases, rows)
      const [gone] = rows
      if (random.next() < 0.2 && gone !== undefined) {
        await deleteRows(store, purchases, [{ card: gone.card, at: gone.at }])
      }
      if (random.next() < 0.1) {
        const change = { holder: random.pick(people), since: now, limit: random.next() }
        await appendRows(store, holders, [change])
      }
      if (hour % 4 !== 3) continue
      const moments = [1, 2, 3, 4, 5].map((card) => ({
        key: { card },
        at: now,
        request: { amount: random.next() },
      }))
      const compared = await compareOnline({ ...store, online }, view, moments)
      assert.deepEqual([compared.momentCount, compared.differences], [5, []], now.toISOString())
    }
  })
}
