import { checkNumber } from './numeral.ts'
import { categorySets, isInSet } from './category-sets.ts'
import type { Tree } from './tree.ts'

/** What the tree says of one row, by a walk over its nodes. Throws `learn.brokenModel`. */
export function walkTree(tree: Tree): (features: Float64Array) => number {
  const place = walkToLeaf(tree)
  const value = Float64Array.from(tree.value, checkNumber)
  return (features) => value[place(features)] ?? 0
}

/** The node of the leaf that a row comes to. */
export function walkToLeaf(tree: Tree): (features: Float64Array) => number {
  const feature = Int32Array.from(tree.feature, checkNumber)
  const threshold = Float64Array.from(tree.threshold, checkNumber)
  const left = Int32Array.from(tree.left, checkNumber)
  const right = Int32Array.from(tree.right, checkNumber)
  const missing = Int32Array.from(tree.missingLeft, (isLeft, node) =>
    isLeft === 1 ? (left[node] ?? 0) : (right[node] ?? 0),
  )
  const sets = tree.sets === undefined ? undefined : categorySets(tree)
  return (features) => {
    let node = 0
    for (;;) {
      const asked = feature[node] ?? -1
      if (asked < 0) return node
      const found = features[asked] ?? Number.NaN
      if (sets !== undefined && (sets.starts[node] ?? -1) >= 0 && !Number.isNaN(found)) {
        node = (isInSet(sets, node, found) ? left[node] : right[node]) ?? 0
      } else if (found <= (threshold[node] ?? 0)) node = left[node] ?? 0
      else if (Number.isNaN(found)) node = missing[node] ?? 0
      else node = right[node] ?? 0
    }
  }
}
