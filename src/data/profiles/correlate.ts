import { associate, codesOfNumbers, codesOfValues, type Codes } from './associate.ts'
import type { CorrelatedPair } from './profile.ts'

/** A column of numbers (NaN where there is none), or of categories (undefined where there is none). */
export type CorrelatedColumn =
  | { readonly name: string; readonly numbers: Float64Array }
  | { readonly name: string; readonly categories: readonly unknown[] }

/** How each pair of columns goes together, on the rows that have both values. */
export function correlate(columns: readonly CorrelatedColumn[]): CorrelatedPair[] {
  const prepared = columns.map(prepare)
  return prepared.flatMap((first, at) =>
    prepared.slice(at + 1).map((second) => pairOf(first, second)),
  )
}

interface Prepared {
  readonly name: string
  readonly codes: Codes
  readonly numbers?: SortedNumbers
}

interface SortedNumbers {
  readonly values: Float64Array
  /** The rows that have a value, by value. */
  readonly order: Uint32Array
  /** Of all its values, for a pair where the other has one too wherever this one has. */
  readonly ranks: Float64Array
}

function prepare(column: CorrelatedColumn): Prepared {
  const { name } = column
  if ('categories' in column) return { name, codes: codesOfValues(column.categories) }
  const values = column.numbers
  const order = orderOf(values)
  const numbers = { values, order, ranks: ranksOf(values, order) }
  return { name, codes: codesOfNumbers(values, order), numbers }
}

function orderOf(values: Float64Array): Uint32Array {
  const rows = Uint32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]))
  return rows.toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
}

function pairOf(first: Prepared, second: Prepared): CorrelatedPair {
  const linear =
    first.numbers && second.numbers ? linearOf(first.numbers, second.numbers) : undefined
  return {
    first: first.name,
    second: second.name,
    ...linear,
    ...associate(first.codes, second.codes),
  }
}

function linearOf(first: SortedNumbers, second: SortedNumbers) {
  const pearson = pearsonOf(first.values, second.values)
  const spearman = pearsonOf(ranksWith(first, second.values), ranksWith(second, first.values))
  return pearson === undefined || spearman === undefined ? undefined : { pearson, spearman }
}

/** Ranks among the rows where the other has a value too. */
function ranksWith({ values, order, ranks }: SortedNumbers, other: Float64Array): Float64Array {
  const rows = order.filter((row) => !Number.isNaN(other[row]))
  return rows.length === order.length ? ranks : ranksOf(values, rows)
}

/** Equal values share their mean rank. */
function ranksOf(values: Float64Array, rows: Uint32Array): Float64Array {
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
  for (let row = 0; row < first.length; row += 1) {
    const [a, b] = [first[row] ?? Number.NaN, second[row] ?? Number.NaN]
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    count += 1
    firstSum += a
    secondSum += b
  }
  if (count < 3) return undefined
  const [firstMean, secondMean] = [firstSum / count, secondSum / count]
  let [products, firstSquares, secondSquares] = [0, 0, 0]
  for (let row = 0; row < first.length; row += 1) {
    const [a, b] = [first[row] ?? Number.NaN, second[row] ?? Number.NaN]
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    products += (a - firstMean) * (b - secondMean)
    firstSquares += (a - firstMean) ** 2
    secondSquares += (b - secondMean) ** 2
  }
  const scale = Math.sqrt(firstSquares) * Math.sqrt(secondSquares)
  return scale > 0 ? Math.min(1, Math.max(-1, products / scale)) : undefined
}
