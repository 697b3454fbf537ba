import type { Feature } from '../feature-matrix.ts'
import { openBlockSummer } from './lanes/open-block-summer.ts'
import { openTreeSummer, sumByKernel } from './sum-by-kernel.ts'
import { addTree, type Tree } from './tree.ts'

/** Trees whose leaves are summed. */
export interface Ensemble {
  readonly trees: readonly Tree[]
  /** What every row starts from, for each target; tree number t adds to target t modulo their number. */
  readonly base: readonly number[]
}

/** The sums of each row; with several targets, those of a row stand beside each other. */
export function sumTrees(
  { trees, base }: Ensemble,
  features: readonly Feature[],
  rowCount: number,
): Float64Array {
  const isLarge = rowCount * trees.length > manyWalks && features.length > 0
  const sums = base.map((value, target) => {
    const own = trees.filter((_, place) => place % base.length === target)
    const open = rowCount * own.length > veryManyWalks ? openBlockSummer : openTreeSummer
    if (isLarge) return sumByKernel(value, own, features, rowCount, open)
    const column = new Float64Array(rowCount).fill(value)
    for (const tree of own) addTree(tree, features, column)
    return column
  })
  return base.length === 1 ? (sums[0] ?? new Float64Array(0)) : interleave(sums, rowCount)
}

/** So many are worth to lay trees out for. */
const manyWalks = 50_000

/** So many are worth to write a kernel of their own for the trees. */
const veryManyWalks = 5_000_000

function interleave(columns: readonly Float64Array[], rowCount: number): Float64Array {
  const rows = new Float64Array(rowCount * columns.length)
  for (const [at, column] of columns.entries()) {
    for (let row = 0; row < rowCount; row += 1) rows[row * columns.length + at] = column[row] ?? 0
  }
  return rows
}
