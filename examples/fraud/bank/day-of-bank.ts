import { seededRandom, type Random } from 'groundswell'
import { cardCount, susceptibility, type Card } from './card.ts'
import { placesOutside } from './places.ts'
import { cashCategory, drawBetween, drawPurchase } from './purchase.ts'
import { makeTransaction, near, type Transaction } from './transaction.ts'
import { whereabouts } from './whereabouts.ts'

const secondMs = 1000
const hourMs = 3_600_000
export const dayMs = 24 * hourMs

/** 54,000 purchases in 60 days, by half of the cards. */
const purchasesPerDay = 900
const buyerCount = cardCount / 2
/** 1,200 withdrawals in 60 days, in sequences of 3 to 10. */
const withdrawalSequencesPerDay = 1200 / 60 / 6.5
const clonedShare = 0.02

/**
 * What begins on a day, counted from 1970: purchases, chains of attacks, and sequences of withdrawals
 * (which go on for weeks). The same seed and day give the same, whatever else was made.
 */
export function transactionsFrom(
  seed: number | string,
  cards: readonly Card[],
  day: number,
): Transaction[] {
  const random = seededRandom(`${seed}/day/${day}`)
  return [
    ...purchases(random.fork('purchases'), seed, cards, day),
    ...attacks(random.fork('attacks'), cards, day),
    ...withdrawals(random.fork('withdrawals'), cards, day),
  ]
}

function purchases(
  random: Random,
  seed: number | string,
  cards: readonly Card[],
  day: number,
): Transaction[] {
  const count = Math.round(purchasesPerDay * (1 + 0.1 * random.normal()))
  return Array.from({ length: count }, () => {
    const card = pickCard(random, cards.slice(0, buyerCount))
    const place = whereabouts(seed, card, day)
    const cameFar = place.city !== whereabouts(seed, card, day - 1).city
    // Nobody is in another city within six hours.
    const hour = cameFar ? 6 + random.next() * 18 : wakingHour(random)
    return makeTransaction({
      at: new Date(Math.floor(day * dayMs + hour * hourMs)),
      ccNum: card.ccNum,
      ...drawPurchase(random),
      place: near(random, place, 0.05),
      isFraud: false,
    })
  })
}

/** Around the clock, but seldom at night. */
function wakingHour(random: Random): number {
  return random.next() < 0.05 ? random.next() * 7 : 7 + random.next() * 17
}

/** From one in a thousand to one in two hundred purchases of a day is an attacker's, in chains. */
function attacks(random: Random, cards: readonly Card[], day: number): Transaction[] {
  const ratio = 0.001 + random.next() * 0.004
  const chains = drawCount(random, (ratio * purchasesPerDay) / 6.5)
  return Array.from({ length: chains }, () => attackChain(random, cards, day)).flat()
}

function attackChain(random: Random, cards: readonly Card[], day: number): Transaction[] {
  const at = new Date(day * dayMs + random.below(dayMs))
  const card = pickVictim(random, cards.slice(0, buyerCount), at)
  const place = random.pick(placesOutside(card.holder.home.country))
  const length = 3 + random.below(8)
  let time = at.getTime()
  return Array.from({ length }, (_, step) => {
    time += Math.round((30 + random.next() * 90) * secondMs)
    return makeTransaction({
      at: new Date(time),
      ccNum: card.ccNum,
      category: step < 3 ? 'Grocery' : random.pick(['Electronics', 'Clothing']),
      amount: attackAmount(random, step),
      place: near(random, place, 0.05),
      isFraud: true,
    })
  })
}

/** Small ones first, to see whether the card works. */
function attackAmount(random: Random, step: number): number {
  const ranges = [
    [1, 10],
    [10, 25],
    [25, 50],
  ] as const
  const [least, most] = ranges[step] ?? [100, 1500]
  return drawBetween(random, least, most)
}

function withdrawals(random: Random, cards: readonly Card[], day: number): Transaction[] {
  const count = drawCount(random, withdrawalSequencesPerDay)
  return Array.from({ length: count }, () => withdrawalSequence(random, cards, day)).flat()
}

function withdrawalSequence(random: Random, cards: readonly Card[], day: number): Transaction[] {
  const card = pickCard(random, cards)
  const machine = near(random, card.holder.home, 0.05)
  const made: Transaction[] = []
  let time = day * dayMs + random.below(dayMs)
  for (let left = 3 + random.below(8); left > 0; left -= 1) {
    const cash = { ccNum: card.ccNum, category: cashCategory }
    const at = new Date(time)
    const amount = drawCash(random)
    const place = near(random, machine, 0.01)
    made.push(makeTransaction({ ...cash, at, amount, place, isFraud: false }))
    if (random.next() < clonedShare) {
      const later = new Date(time + Math.round((1 + random.next() * 4) * hourMs))
      const far = near(random, random.pick(placesOutside(card.holder.home.country)), 0.05)
      const stolen = { ...cash, at: later, amount: drawCash(random), place: far }
      made.push(makeTransaction({ ...stolen, isFraud: true }))
    }
    time += Math.round((6 + random.next() * 162) * hourMs)
  }
  return made
}

function drawCash(random: Random): number {
  return 20 * (1 + random.below(25))
}

/** A whole number whose mean is `mean`. */
function drawCount(random: Random, mean: number): number {
  const whole = Math.floor(mean)
  return whole + (random.next() < mean - whole ? 1 : 0)
}

function pickCard(random: Random, cards: readonly Card[]): Card {
  return random.pick(cards)
}

function pickVictim(random: Random, cards: readonly Card[], at: Date): Card {
  for (;;) {
    const card = random.pick(cards)
    if (random.next() * 12 < susceptibility(card.holder, at)) return card
  }
}
