import { discountOf, gainOf, ndcgOf, sortBy } from '../ndcg.ts'
import { flattest, type Objective } from './objective.ts'

/** Pairs are looked at of which one stands so far to the front; the others hardly matter. */
const front = 30

/**
 * Moves rows of a query apart, a pair as strongly as NDCG would change if they stood for each other
 * (LambdaMART, Burges 2010). Rows stand in a list for each query.
 */
export function rankObjective(target: Float64Array, queries: readonly Uint32Array[]): Objective {
  const most = queries.map((rows) => gainOf(sortBy(rows, target), target, Infinity))
  const queryOf = new Map(queries.map((rows) => [rows[0], rows]))
  return {
    bases: [0],
    bends: true,
    slopes([scores = target], [gradients = target], [curvatures = target]) {
      gradients.fill(0)
      curvatures.fill(0)
      for (const [query, rows] of queries.entries()) {
        const best = most[query] ?? 0
        if (best > 0) pushPairs(sortBy(rows, scores), target, scores, best, gradients, curvatures)
      }
      for (let row = 0; row < curvatures.length; row += 1) {
        curvatures[row] = Math.max(flattest, curvatures[row] ?? 0)
      }
    },
    /** The first row of a query tells for all of its rows. */
    of([scores = target], row) {
      const rows = queryOf.get(row)
      if (rows === undefined) return 0
      const reached = ndcgOf(rows, target, scores)
      return Number.isNaN(reached) ? 0 : rows.length * (1 - reached)
    },
  }
}

function pushPairs(
  order: Uint32Array,
  target: Float64Array,
  scores: Float64Array,
  most: number,
  gradients: Float64Array,
  curvatures: Float64Array,
): void {
  const first = scores[order[0] ?? 0] ?? 0
  const areApart = first !== (scores[order.at(-1) ?? 0] ?? 0)
  let whole = 0
  for (let place = 0; place < Math.min(front, order.length); place += 1) {
    for (let other = place + 1; other < order.length; other += 1) {
      const [a, b] = [order[place] ?? 0, order[other] ?? 0]
      const [ofA, ofB] = [target[a] ?? 0, target[b] ?? 0]
      if (ofA === ofB) continue
      const [high, low] = ofA > ofB ? [a, b] : [b, a]
      const apart = (scores[high] ?? 0) - (scores[low] ?? 0)
      const change = Math.abs(2 ** ofA - 2 ** ofB) * (discountOf(place) - discountOf(other))
      // Pairs that are far from each other already are left alone, once scores tell rows apart.
      const weight = change / most / (areApart ? 0.01 + Math.abs(apart) : 1)
      const doubt = 1 / (1 + Math.exp(apart))
      const pull = weight * doubt
      const bend = pull * (1 - doubt)
      gradients[high] = (gradients[high] ?? 0) - pull
      gradients[low] = (gradients[low] ?? 0) + pull
      curvatures[high] = (curvatures[high] ?? 0) + bend
      curvatures[low] = (curvatures[low] ?? 0) + bend
      whole += 2 * pull
    }
  }
  // Queries of many pairs don't count by as much more.
  const factor = whole > 0 ? Math.log2(1 + whole) / whole : 1
  for (const row of order) {
    gradients[row] = (gradients[row] ?? 0) * factor
    curvatures[row] = (curvatures[row] ?? 0) * factor
  }
}

/** The most that a row may be worth: a gain is 2^relevance − 1. */
const mostRelevant = 31

export const relevance = {
  holds: (target: number) => Number.isInteger(target) && target >= 0 && target <= mostRelevant,
  wanted: `a whole number from 0 to ${mostRelevant}, how relevant the row is`,
}
