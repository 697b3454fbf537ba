import { checkLength } from '../input-column.ts'
import { midRanks } from '../statistics/mid-ranks.ts'

/** Pearson's correlation; NaN where one of them never varies. */
export function pearsonOf(first: Float64Array, second: Float64Array): number {
  checkLength('The predictions', second, first.length)
  const [a, b] = [centre(first), centre(second)]
  let product = 0
  let squareA = 0
  let squareB = 0
  for (let row = 0; row < a.length; row += 1) {
    const [x, y] = [a[row] ?? 0, b[row] ?? 0]
    product += x * y
    squareA += x * x
    squareB += y * y
  }
  return product / Math.sqrt(squareA * squareB)
}

/** Pearson's correlation of the ranks, equals sharing theirs. */
export function spearmanOf(first: Float64Array, second: Float64Array): number {
  return pearsonOf(midRanks(first), midRanks(second))
}

function centre(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.map((value) => value - mean)
}
