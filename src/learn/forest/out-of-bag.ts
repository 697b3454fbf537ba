import type { Classes } from '../classes.ts'
import type { LearningData } from '../learning-data.ts'
import { addTree, placeRows, type Tree } from '../trees/tree.ts'
import { addParts } from './add-parts.ts'
import type { ForestSettings, OutOfBag, TreeTargets } from './forest.ts'

/** Gathers what each tree says of the rows that it didn't see. */
export interface Bag {
  /** `held`: of classes, what its leaves hold. */
  add(tree: Tree, seen: Uint32Array, held?: TreeTargets): void
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

/** As `openBag`, where trees say how likely each class is. Half of Brier's score is the error. */
export function openClassBag(
  { matrix, target }: LearningData,
  weights: Float64Array,
  { classes, places }: Classes,
): Bag {
  const size = classes.length
  const sums = new Float64Array(target.length * size)
  const measured = () => measureClasses(sums, size, places)
  return {
    add(tree, seen, held) {
      const unseen = leaveOut(seen, weights)
      if (held === undefined || unseen.length === 0) return
      const leaves = placeRows(tree, matrix.features, unseen)
      for (const [at, row] of unseen.entries()) addParts(held, leaves[at] ?? 0, sums, row * size)
    },
    loss() {
      const { rowCount, squares } = measured()
      return rowCount === 0 ? {} : { heldBackLoss: squares / 2 / rowCount }
    },
    score() {
      const { rowCount, right } = measured()
      return rowCount === 0 ? undefined : { score: right / rowCount, rowCount }
    },
  }
}

function measureClasses(sums: Float64Array, size: number, places: Uint16Array) {
  let [rowCount, squares, right] = [0, 0, 0]
  for (let row = 0; row < places.length; row += 1) {
    const own = sums.subarray(row * size, (row + 1) * size)
    const whole = own.reduce((sum, part) => sum + part, 0)
    if (whole === 0) continue
    rowCount += 1
    const truth = places[row] ?? 0
    let best = 0
    for (let place = 0; place < size; place += 1) {
      const part = own[place] ?? 0
      squares += (part / whole - Number(place === truth)) ** 2
      if (part > (own[best] ?? 0)) best = place
    }
    right += Number(best === truth)
  }
  return { rowCount, squares, right }
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
