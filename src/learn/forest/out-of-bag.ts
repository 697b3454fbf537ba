import type { LearningData } from '../learning-data.ts'
import { addTree, type Tree } from '../trees/tree.ts'
import type { ForestSettings, OutOfBag } from './forest.ts'

/** Gathers what each tree says of the rows that it didn't see. */
export interface Bag {
  add(tree: Tree, seen: Uint32Array): void
  /** The mean squared error so far. */
  loss(): { readonly heldBackLoss?: number }
  score(): OutOfBag | undefined
}

export function openBag(
  { matrix, target }: LearningData,
  weights: Float64Array,
  task: ForestSettings['task'],
): Bag {
  const sums = new Float64Array(target.length)
  const counts = new Uint32Array(target.length)
  return {
    add(tree, seen) {
      const unseen = leaveOut(seen, weights)
      if (unseen.length === 0) return
      addTree(tree, matrix.features, sums, unseen)
      for (const row of unseen) counts[row] = (counts[row] ?? 0) + 1
    },
    loss() {
      const { rowCount, squares } = measure(sums, counts, target)
      return rowCount === 0 ? {} : { heldBackLoss: squares / rowCount }
    },
    score() {
      const { rowCount, squares, variance, right } = measure(sums, counts, target)
      if (rowCount === 0) return undefined
      const share = task === 'classification' ? right / rowCount : rSquared(squares, variance)
      return { score: share, rowCount }
    },
  }
}

function leaveOut(seen: Uint32Array, weights: Float64Array): Uint32Array {
  const isSeen = new Uint8Array(weights.length)
  for (const row of seen) isSeen[row] = 1
  let count = 0
  const unseen = new Uint32Array(weights.length)
  for (let row = 0; row < weights.length; row += 1) {
    if (isSeen[row] === 1 || weights[row] === 0) continue
    unseen[count] = row
    count += 1
  }
  return unseen.subarray(0, count)
}

function measure(sums: Float64Array, counts: Uint32Array, target: Float64Array) {
  let rowCount = 0
  let squares = 0
  let right = 0
  let mean = 0
  let variance = 0
  for (let row = 0; row < target.length; row += 1) {
    const count = counts[row] ?? 0
    if (count === 0) continue
    rowCount += 1
    const truth = target[row] ?? 0
    const said = (sums[row] ?? 0) / count
    squares += (said - truth) ** 2
    right += Number(said >= 0.5 === truth >= 0.5)
    const fromOldMean = truth - mean
    mean += fromOldMean / rowCount
    variance += fromOldMean * (truth - mean)
  }
  return { rowCount, squares, right, variance }
}

function rSquared(squares: number, variance: number): number {
  if (variance > 0) return 1 - squares / variance
  return squares === 0 ? 1 : 0
}
