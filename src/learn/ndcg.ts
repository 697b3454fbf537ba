import { groupPlaces } from './group-places.ts'

/** What is to be measured: how relevant rows are, and how well they rank within their query. */
export interface Ranked {
  /** 0 for rows of no use, and up. */
  readonly truth: Float64Array
  /** The higher, the further to the front. */
  readonly predicted: Float64Array
  /** Rows of one query have the same. */
  readonly queries: ArrayLike<number | string | undefined>
  /** So many rows at the front count; all if absent. */
  readonly best?: number
}

/**
 * How much of the discounted gain of the best order is had (Järvelin & Kekäläinen 2002; a row gains
 * 2^relevance − 1), on average over the queries that have any. Not a number where none has.
 */
export function ndcg({ truth, predicted, queries, best = Infinity }: Ranked): number {
  const all = groupPlaces(Array.from(queries)).map((rows) => ndcgOf(rows, truth, predicted, best))
  const known = all.filter((value) => !Number.isNaN(value))
  return known.reduce((sum, value) => sum + value, 0) / known.length
}

/** Of one query. Rows of equal scores keep their order. */
export function ndcgOf(
  rows: Uint32Array,
  truth: Float64Array,
  scores: Float64Array,
  best = Infinity,
): number {
  const most = gainOf(sortBy(rows, truth), truth, best)
  return most > 0 ? gainOf(sortBy(rows, scores), truth, best) / most : Number.NaN
}

/** The rows from the highest value to the lowest. */
export function sortBy(rows: Uint32Array, values: Float64Array): Uint32Array {
  return rows.toSorted((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b)
}

/** What a place in the order makes of a gain. */
export function discountOf(place: number): number {
  return 1 / Math.log2(place + 2)
}

export function gainOf(order: Uint32Array, truth: Float64Array, best: number): number {
  let sum = 0
  for (let place = 0; place < Math.min(best, order.length); place += 1) {
    sum += (2 ** (truth[order[place] ?? 0] ?? 0) - 1) * discountOf(place)
  }
  return sum
}
