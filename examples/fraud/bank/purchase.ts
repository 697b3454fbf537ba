import type { Random } from 'groundswell'

export const cashCategory = 'Cash Withdrawal'

interface Category {
  readonly name: string
  readonly share: number
  readonly least: number
  readonly most: number
}

/** What cards pay for, how often, and between which amounts. */
export const categories: readonly Category[] = [
  { name: 'Grocery', share: 0.5, least: 0.01, most: 100 },
  { name: 'Restaurant/Cafeteria', share: 0.2, least: 1, most: 100 },
  { name: 'Health/Beauty', share: 0.1, least: 10, most: 500 },
  { name: 'Domestic Transport', share: 0.1, least: 10, most: 100 },
  { name: 'Clothing', share: 0.05, least: 10, most: 2000 },
  { name: 'Electronics', share: 0.02, least: 100, most: 10_000 },
  { name: 'Sports/Outdoors', share: 0.015, least: 10, most: 100 },
  { name: 'Holliday/Travel', share: 0.014, least: 10, most: 100 },
  { name: 'Jewelery', share: 0.001, least: 10, most: 100 },
]

/** How large amounts are over all: shares of ranges. */
const amountRanges = [
  { share: 0.05, least: 0.01, most: 1 },
  { share: 0.075, least: 1, most: 11 },
  { share: 0.525, least: 10, most: 100 },
  { share: 0.25, least: 100, most: 1000 },
  { share: 0.099, least: 1000, most: 10_000 },
  { share: 0.001, least: 10_000, most: 30_000 },
] as const

export interface Purchase {
  readonly category: string
  readonly amount: number
}

/** A category by its share, and an amount that is usual over all and possible in the category. */
export function drawPurchase(random: Random): Purchase {
  const category = pickByShare(random, categories)
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const amount = drawAmount(random)
    if (amount >= category.least && amount <= category.most) {
      return { category: category.name, amount }
    }
  }
  return { category: category.name, amount: drawBetween(random, category.least, category.most) }
}

export function drawAmount(random: Random): number {
  const { least, most } = pickByShare(random, amountRanges)
  return drawBetween(random, least, most)
}

export function drawBetween(random: Random, least: number, most: number): number {
  return Math.round((least + random.next() * (most - least)) * 100) / 100
}

function pickByShare<Item extends { readonly share: number }>(
  random: Random,
  items: readonly Item[],
): Item {
  let left = random.next() * items.reduce((sum, item) => sum + item.share, 0)
  for (const item of items) {
    left -= item.share
    if (left < 0) return item
  }
  return random.pick(items)
}
