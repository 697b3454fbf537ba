import type { Feature } from '../feature-matrix.ts'
import { categorySets, isInSet } from './category-sets.ts'

/** A regression tree as columns of nodes, plain JSON; node 0 is the root. */
export interface Tree {
  /** Which feature the node asks; −1 for a leaf. */
  readonly feature: readonly number[]
  /** Values up to the threshold, which is a 32-bit number, go left. */
  readonly threshold: readonly number[]
  /** Of nodes that part categories, by their number: the values that go left, in order. Others that are known go right. */
  readonly sets?: Readonly<Record<string, readonly number[]>>
  /** 1 where missing values go left. */
  readonly missingLeft: readonly number[]
  readonly left: readonly number[]
  readonly right: readonly number[]
  /** What a leaf adds to the prediction; 0 for an inner node. */
  readonly value: readonly number[]
  /** How much the split lowered the loss; 0 for a leaf. */
  readonly gain: readonly number[]
}

/** Adds to `sums` what the tree says of each row (of `rows`, or of all). */
export function addTree(
  tree: Tree,
  features: readonly Feature[],
  sums: Float64Array,
  rows?: Uint32Array,
): void {
  const columns = tree.feature.map((feature) => features[feature]?.values ?? noValues)
  const left = Int32Array.from(tree.feature, (feature, node) =>
    feature < 0 ? -1 : (tree.left[node] ?? 0),
  )
  const right = Int32Array.from(tree.right)
  const missing = Int32Array.from(tree.missingLeft, (isLeft, node) =>
    isLeft === 1 ? (left[node] ?? 0) : (right[node] ?? 0),
  )
  const threshold = Float64Array.from(tree.threshold)
  const sets = tree.sets === undefined ? undefined : categorySets(tree)
  const value = Float64Array.from(tree.value)
  const count = rows?.length ?? sums.length
  for (let place = 0; place < count; place += 1) {
    const row = rows === undefined ? place : (rows[place] ?? 0)
    let node = 0
    let next = left[0] ?? -1
    while (next >= 0) {
      const found = (columns[node] ?? noValues)[row] ?? Number.NaN
      if (sets !== undefined && (sets.starts[node] ?? -1) >= 0 && !Number.isNaN(found)) {
        node = isInSet(sets, node, found) ? next : (right[node] ?? 0)
      } else if (found <= (threshold[node] ?? 0)) node = next
      else if (Number.isNaN(found)) node = missing[node] ?? 0
      else node = right[node] ?? 0
      next = left[node] ?? -1
    }
    sums[row] = (sums[row] ?? 0) + (value[node] ?? 0)
  }
}

/** Of each row the leaf that it comes to. */
export function placeRows(
  tree: Tree,
  features: readonly Feature[],
  rows: Uint32Array,
): Uint32Array {
  // A tree that answers with the numbers of its nodes.
  const numbers = { ...tree, value: [...tree.value.keys()] }
  const found = new Float64Array(features[0]?.values.length ?? 0)
  addTree(numbers, features, found, rows)
  return Uint32Array.from(rows, (row) => found[row] ?? 0)
}

const noValues = new Float32Array(0)
