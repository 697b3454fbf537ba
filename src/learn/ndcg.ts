import { groupPlaces } from './group-places.ts'
import { checkLength } from './input-column.ts'
import type { Metric } from './metric.ts'

export interface NdcgOptions {
  /** The column whose value rows of one query have in common. */
  readonly query: string
  /** So many rows at the front count; all if absent. */
  readonly best?: number
}

/**
 * How much of the discounted gain of the best order is had (Järvelin & Kekäläinen 2002; a row gains
 * 2^relevance − 1), on average over the queries that have any. NaN where none has, or where queries aren't known.
 */
export function ndcg({ query, best = Infinity }: NdcgOptions): Metric {
  return {
    name: best === Infinity ? 'ndcg' : `ndcg(${best})`,
    better: 'higher',
    by: query,
    of: (truth, predicted, { groups } = {}) => {
      checkLength('The predictions', predicted, truth.length)
      const queries = groupPlaces(Array.from(groups?.[query] ?? []))
      const all = queries.map((rows) => ndcgOf(rows, truth, predicted, best))
      const known = all.filter((value) => !Number.isNaN(value))
      return known.reduce((sum, value) => sum + value, 0) / known.length
    },
  }
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
