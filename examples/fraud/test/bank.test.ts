import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeCards, susceptibility } from '../bank/card.ts'
import { dayMs, transactionsFrom } from '../bank/day-of-bank.ts'
import { cashCategory, categories } from '../bank/purchase.ts'
import type { Transaction } from '../bank/transaction.ts'

const since = new Date('2026-01-01T00:00:00Z')
const firstDay = since.getTime() / dayMs
const cards = makeCards('test', since)
const made = Array.from({ length: 60 }, (_, day) =>
  transactionsFrom('test', cards, firstDay + day),
).flat()
const purchases = made.filter((own) => own.category !== cashCategory)
const withdrawals = made.filter((own) => own.category === cashCategory)

function near(found: number, wanted: number, within: number): void {
  assert.ok(Math.abs(found - wanted) <= within, `${found} is not within ${within} of ${wanted}`)
}

function byCard(transactions: readonly Transaction[]): Transaction[][] {
  const groups = Map.groupBy(transactions, (own) => own.ccNum)
  return [...groups.values()].map((own) => own.toSorted((a, b) => +a.at - +b.at))
}

test('two thousand cards, each with a number and a holder of its own age', () => {
  assert.equal(new Set(cards.map((card) => card.ccNum)).size, 2000)
  const ages = cards.map(({ holder }) => (+since - +holder.birthdate) / (365.25 * dayMs))
  assert.ok(Math.min(...ages) >= 18 && Math.max(...ages) <= 96)
  assert.match(cards[0]?.expires ?? '', /^(0[1-9]|1[0-2])\/\d\d$/)
})

test('two months hold some 54,000 purchases by a thousand cards, and 1,200 withdrawals', () => {
  near(purchases.length, 54_000, 1500)
  near(withdrawals.length, 1200, 200)
  assert.equal(new Set(purchases.map((own) => own.ccNum)).size, 1000)
})

test('categories come with their shares, and amounts between their bounds', () => {
  const honest = purchases.filter((own) => !own.isFraud)
  for (const { name, share, least, most } of categories) {
    const own = honest.filter((purchase) => purchase.category === name)
    near(own.length / honest.length, share, 0.01)
    assert.ok(
      own.every(({ amount }) => amount >= least && amount <= most),
      name,
    )
  }
})

test('both honest and fraudulent uses appear, a few in a thousand of these', () => {
  const frauds = made.filter((own) => own.isFraud)
  near(frauds.length / made.length, 0.003, 0.0015)
  assert.ok(frauds.some((own) => own.category === cashCategory))
  assert.ok(frauds.some((own) => own.category !== cashCategory))
})

test('attackers choose the old far more often than their share', () => {
  const holders = new Map(cards.map((card) => [card.ccNum, card.holder]))
  const isOld = (ccNum: number): boolean => {
    const holder = holders.get(ccNum)
    return holder !== undefined && susceptibility(holder, since) === 12
  }
  const victims = byCard(purchases.filter((own) => own.isFraud)).map((own) => own[0]?.ccNum ?? 0)
  const oldVictims = victims.filter(isOld).length / victims.length
  const oldHolders = cards.filter((card) => isOld(card.ccNum)).length / cards.length
  assert.ok(oldVictims > 2 * oldHolders, `${oldVictims} of victims, ${oldHolders} of holders`)
})

test('a chain of attacks has gaps of half a minute to two minutes, from a small amount on', () => {
  for (const chain of byCard(purchases.filter((own) => own.isFraud))) {
    const gaps = chain.slice(1).map((own, at) => (+own.at - +(chain[at]?.at ?? 0)) / 1000)
    const within = gaps.filter((gap) => gap < 3600)
    assert.ok(
      within.every((gap) => gap >= 29.9 && gap <= 120.1),
      String(gaps),
    )
    assert.ok((chain[0]?.amount ?? 0) <= 10)
  }
})

test('honest withdrawals of a card are near each other; a stolen one is abroad, hours later', () => {
  const frauds = withdrawals.filter((own) => own.isFraud)
  assert.ok(frauds.length > 3)
  for (const stolen of frauds) {
    const before = withdrawals.filter(
      (own) => own.ccNum === stolen.ccNum && !own.isFraud && own.at < stolen.at,
    )
    const last = before.reduce((newest, own) => (own.at > newest.at ? own : newest))
    const hours = (+stolen.at - +last.at) / 3_600_000
    assert.ok(hours >= 1 && hours <= 5, String(hours))
    assert.notEqual(stolen.country, last.country)
  }
})

test('nobody honest is in two cities within six hours', () => {
  for (const own of byCard(purchases.filter((purchase) => !purchase.isFraud))) {
    for (const [at, purchase] of own.slice(1).entries()) {
      const last = own[at]
      if (last === undefined || last.city === purchase.city) continue
      assert.ok(+purchase.at - +last.at >= 6 * 3_600_000, `${last.tid} ${purchase.tid}`)
    }
  }
})

test('a day is the same whatever else was made, and another seed makes another bank', () => {
  const again = transactionsFrom('test', cards, firstDay + 7)
  assert.deepEqual(again, transactionsFrom('test', makeCards('test', since), firstDay + 7))
  assert.notDeepEqual(again, transactionsFrom('other', cards, firstDay + 7))
})
