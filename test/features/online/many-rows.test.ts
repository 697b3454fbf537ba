import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  appendRows,
  compareOnline,
  defineGroup,
  defineView,
  deleteRows,
  sqliteOnlineRows,
} from '../../../src/features/index.ts'
import { memoryOnlineRows } from '../../../src/features/online/memory-online-rows.ts'
import { boolean, float, integer, text, timestamp } from '../../../src/table/index.ts'
import { temporaryStore } from '../feature-store.ts'

const payments = defineGroup({
  name: 'payments',
  key: ['card'],
  time: 'paidAt',
  columns: {
    card: text(),
    paidAt: timestamp(),
    amount: float({ optional: true }),
    count: integer(),
    shop: text({ optional: true }),
    isAbroad: boolean(),
  },
})
const labels = defineGroup({
  name: 'labels',
  key: ['card'],
  time: 'at',
  columns: { card: text(), at: timestamp(), isFraud: float() },
})

const day = payments.window('1d')
const last = payments.last(700)
const view = defineView({
  name: 'fraud',
  label: labels.column('isFraud'),
  features: {
    newest: payments.latest('amount'),
    back: payments.previous('amount', { back: 1480 }),
    since: payments.sinceLast(),
    difference: payments.difference('amount', { back: 400 }),
    count: day.count('amount'),
    sum: day.sum('amount'),
    mean: day.mean('amount'),
    deviation: day.deviation('count'),
    // Whole numbers, whose sums are known beforehand.
    items: day.sum('count'),
    itemsEach: day.mean('count'),
    abroadCount: day.sum('isAbroad'),
    mostItems: day.max('count'),
    min: day.min('amount'),
    max: day.max('amount'),
    high: day.quantile('amount', 0.83),
    shops: day.distinct('shop'),
    first: day.first('amount'),
    last: day.last('shop'),
    often: day.mostFrequent('shop'),
    fading: day.fadingMean('amount', { halfLife: '90m' }),
    abroad: day.mean('isAbroad'),
    hour: payments.window('1h').sum('amount'),
    lastSum: last.sum('amount'),
    lastDeviation: last.deviation('amount'),
  },
})

const minute = 60_000
const now = new Date('2026-03-08T00:00:00Z')

const stores = {
  memory: async () => memoryOnlineRows(),
  SQLite: async (folder: string) => sqliteOnlineRows(join(folder, 'online.sqlite')),
}

for (const [title, open] of Object.entries(stores)) {
  test(`${title}: windows of many rows are the query's to the last bit, whatever comes in between`, async (t) => {
    const store = await temporaryStore(() => now)
    const folder = await mkdtemp(join(tmpdir(), 'groundswell-many-'))
    const online = await open(folder)
    t.after(async () => {
      await online.close()
      await store.close()
      await rm(folder, { recursive: true })
    })
    const random = seededRandom('many')
    const payment = (card: string, ago: number) => ({
      card,
      paidAt: new Date(now.getTime() - ago * minute),
      amount: random.next() < 0.1 ? undefined : random.normal(),
      count: random.below(9),
      shop: random.next() < 0.1 ? undefined : `shop ${random.below(40)}`,
      isAbroad: random.next() < 0.5,
    })
    const agos = (count: number, step: number) =>
      Array.from({ length: count }, (_, at) => at * step)
    const knownAt = (row: { readonly paidAt: Date }) => row.paidAt
    const often = agos(3000, 1).map((ago) => payment('often', ago))
    await appendRows(store, payments, often, { knownAt })
    const seldom = agos(200, 30).map((ago) => payment('seldom', ago))
    await appendRows(store, payments, seldom, { knownAt })

    const assertEqual = async (): Promise<void> => {
      // Forth and back in time, so that what is held is of use, and is not.
      for (const ago of [0, 60, 0, 7, 3, 1700, 0, 20_000, 400]) {
        const moments = ['often', 'seldom', 'never'].map((card) => ({
          key: { card },
          at: new Date(now.getTime() - ago * minute - 1),
        }))
        const { differences } = await compareOnline({ ...store, online }, view, moments)
        assert.deepEqual(differences, [], `${ago} minutes ago`)
      }
    }
    await assertEqual()
    const corrected = agos(20, 90).map((ago) => payment('often', ago))
    const late = agos(20, 90).map((ago) => payment('often', ago + 0.5))
    await appendRows(store, payments, [...corrected, ...late], { knownAt: now })
    await assertEqual()
    await appendRows(store, payments, [payment('often', -1), payment('seldom', 3)], {
      knownAt: now,
    })
    await assertEqual()
    const gone = agos(9, 41).map((ago) => ({ card: 'often', paidAt: payment('', ago).paidAt }))
    await deleteRows(store, payments, gone)
    await assertEqual()
  })
}
