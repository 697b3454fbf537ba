import type { CorrelatedPair } from './profile.ts'

export interface NamedNumbers {
  readonly name: string
  /** NaN where there is none. */
  readonly values: Float64Array
}

/** Pearson and Spearman of each pair of columns, on the rows that have both values. */
export function correlate(columns: readonly NamedNumbers[]): CorrelatedPair[] {
  const sorted = columns.map(({ name, values }) => ({ name, values, order: orderOf(values) }))
  return sorted.flatMap((first, at) => sorted.slice(at + 1).map((second) => pairOf(first, second)))
}

interface SortedNumbers extends NamedNumbers {
  /** The rows that have a value, by value. */
  readonly order: Uint32Array
}

function orderOf(values: Float64Array): Uint32Array {
  const rows = Uint32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]))
  return rows.toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
}

function pairOf(first: SortedNumbers, second: SortedNumbers): CorrelatedPair {
  const names = { first: first.name, second: second.name }
  const [a, b] = [ranksOf(first, second.values), ranksOf(second, first.values)]
  const pearson = pearsonOf(first.values, second.values)
  const spearman = pearsonOf(a, b)
  return pearson === undefined || spearman === undefined ? names : { ...names, pearson, spearman }
}

/** Ranks among the rows where the other has a value too; equal values share their mean rank. */
function ranksOf({ values, order }: SortedNumbers, other: Float64Array): Float64Array {
  const rows = order.filter((row) => !Number.isNaN(other[row]))
  const ranks = new Float64Array(values.length).fill(Number.NaN)
  let start = 0
  while (start < rows.length) {
    const value = values[rows[start] ?? 0]
    let end = start + 1
    while (end < rows.length && values[rows[end] ?? 0] === value) end += 1
    const rank = (start + end - 1) / 2
    for (let at = start; at < end; at += 1) ranks[rows[at] ?? 0] = rank
    start = end
  }
  return ranks
}

/** In two passes, as sums of squares cancel far from zero; undefined where one doesn't change. */
function pearsonOf(first: Float64Array, second: Float64Array): number | undefined {
  let count = 0
  let [firstSum, secondSum] = [0, 0]
  for (const [row, a] of first.entries()) {
    const b = second[row] ?? Number.NaN
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    count += 1
    firstSum += a
    secondSum += b
  }
  if (count < 3) return undefined
  const [firstMean, secondMean] = [firstSum / count, secondSum / count]
  let [products, firstSquares, secondSquares] = [0, 0, 0]
  for (const [row, a] of first.entries()) {
    const b = second[row] ?? Number.NaN
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    products += (a - firstMean) * (b - secondMean)
    firstSquares += (a - firstMean) ** 2
    secondSquares += (b - secondMean) ** 2
  }
  const scale = Math.sqrt(firstSquares) * Math.sqrt(secondSquares)
  return scale > 0 ? Math.min(1, Math.max(-1, products / scale)) : undefined
}
