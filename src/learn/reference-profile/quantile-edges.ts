import { countBelow } from '../../base/index.ts'
import { quantileOf } from '../statistics/quantile-of.ts'

const edgeCount = 127

/**
 * Cuts that part the values into about 128 equally full bins, rounded to seven digits: what matters is that
 * counts are taken at just these numbers.
 */
export function quantileEdges(values: Float64Array): number[] {
  const sorted = thin(values).toSorted()
  if (sorted.length === 0) return []
  const cuts = Array.from({ length: edgeCount }, (_, at) =>
    Number(quantileOf(sorted, (at + 1) / (edgeCount + 1)).toPrecision(7)),
  )
  return [...new Set(cuts)].toSorted((a, b) => a - b)
}

/** Enough to place the cuts; how many values lie between them is counted over all. */
const mostSorted = 50_000

function thin(values: Float64Array): Float64Array {
  if (values.length <= mostSorted) return values
  const step = values.length / mostSorted
  return Float64Array.from({ length: mostSorted }, (_, at) => values[Math.floor(at * step)] ?? 0)
}

/** How many values are at most the first edge, between the first and the second, …, above the last. */
export function countAtEdges(values: Float64Array, edges: readonly number[]): number[] {
  const cuts = Float64Array.from(edges)
  const counts = new Float64Array(cuts.length + 1)
  for (const value of values) {
    const bin = countBelow(cuts, value)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return [...counts]
}
