import type { LearnedChoices } from './learned-generator.ts'

/**
 * Puts the values of a column in the order in which they go with another column: the one of which the values'
 * means differ most. A copula only knows more and less. Left as they are where no column is numeric.
 */
export function orderChoices(
  choices: LearnedChoices,
  values: readonly unknown[],
  others: readonly Float64Array[],
): LearnedChoices {
  const [best] = others
    .map((scores) => meansBy(values, scores))
    .toSorted((a, b) => b.explained - a.explained)
  if (best === undefined || choices.values.length < 3) return choices
  const meanOf = (at: number) => best.means.get(choices.values[at]) ?? 0
  const order = [...choices.values.keys()].toSorted((a, b) => meanOf(a) - meanOf(b) || a - b)
  return {
    ...choices,
    values: order.flatMap((at) => choices.values[at] ?? []),
    shares: order.map((at) => choices.shares[at] ?? 0),
  }
}

/** The mean score of each value, and how much of all difference lies between these. */
function meansBy(values: readonly unknown[], scores: Float64Array) {
  const sums = new Map<unknown, { sum: number; count: number }>()
  for (const [row, value] of values.entries()) {
    const score = scores[row] ?? Number.NaN
    if (value === undefined || Number.isNaN(score)) continue
    const own = sums.get(value) ?? { sum: 0, count: 0 }
    sums.set(value, { sum: own.sum + score, count: own.count + 1 })
  }
  // Scores have mean 0 and the same deviation: what is between values needs no dividing.
  const parts = [...sums.values()].map(({ sum, count }) => (sum * sum) / count)
  return {
    means: new Map([...sums].map(([value, { sum, count }]) => [value, sum / count])),
    explained: parts.reduce((sum, part) => sum + part, 0) / Math.max(1, values.length),
  }
}
