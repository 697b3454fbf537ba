import type { FeatureMatrix } from '../feature-matrix.ts'
import { placeRows, type Tree } from '../trees/tree.ts'

/** How many rows come to each node of each tree. */
export function countCover(
  trees: readonly Tree[],
  { features, rowCount }: FeatureMatrix,
): readonly (readonly number[])[] {
  const rows = Uint32Array.from({ length: rowCount }, (_, row) => row)
  return trees.map((tree) => {
    const cover = tree.feature.map(() => 0)
    for (const leaf of placeRows(tree, features, rows)) cover[leaf] = (cover[leaf] ?? 0) + 1
    const sum = (node: number): number => {
      if ((tree.feature[node] ?? -1) >= 0) {
        cover[node] = sum(tree.left[node] ?? 0) + sum(tree.right[node] ?? 0)
      }
      return cover[node] ?? 0
    }
    sum(0)
    return cover
  })
}
