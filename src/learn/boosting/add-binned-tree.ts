import type { FeatureBins } from '../trees/bin-features.ts'
import type { Tree } from '../trees/tree.ts'
import { featuresOfWord, type BinMatrix } from './bin-matrix.ts'

/** Adds to `sums` what the tree says of rows, by their bins: its thresholds are edges of them. */
export function addBinnedTree(
  tree: Tree,
  matrix: BinMatrix,
  sums: Float64Array,
  rows: Uint32Array,
): void {
  if (rows.length === 0) return
  const places = tree.feature.map((feature) => placesOf(matrix, feature))
  const sides = sidesOf(tree, matrix)
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0
    let node = 0
    for (let own = places[0]; own !== undefined; own = places[node]) {
      const bin = own.values[row * featuresOfWord + own.lane] ?? 0
      node = (sides[node]?.[bin] === 1 ? tree.left[node] : tree.right[node]) ?? 0
    }
    sums[row] = (sums[row] ?? 0) + (tree.value[node] ?? 0)
  }
}

function placesOf({ blocks }: BinMatrix, feature: number) {
  const block = blocks[Math.floor(feature / featuresOfWord)]
  if (feature < 0 || block === undefined) return undefined
  return { values: block.values, lane: feature % featuresOfWord }
}

/** Of each node 1 for the bins that go left. */
function sidesOf(tree: Tree, { features }: BinMatrix): readonly Uint8Array[] {
  return tree.feature.map((feature, node) => {
    const cut = features[feature]
    const sides = new Uint8Array(256)
    if (cut === undefined) return sides
    const set = tree.sets?.[node]
    if (set === undefined) sides.fill(1, 0, lastLeft(cut, tree.threshold[node] ?? 0) + 1)
    else for (const bin of binsOf(cut, set)) sides[bin] = 1
    sides[cut.missingBin] = tree.missingLeft[node] ?? 0
    return sides
  })
}

/** Of categories that go left. */
function binsOf({ edges, missingBin, categoryCount = 1 }: FeatureBins, set: readonly number[]) {
  const own = new Set(set)
  return Array.from({ length: missingBin }, (_, bin) => bin).filter((bin) =>
    own.has(Math.min(Math.floor(edges[bin] ?? categoryCount), categoryCount - 1)),
  )
}

/** The last bin whose values are up to the threshold. */
function lastLeft({ edges, missingBin }: FeatureBins, threshold: number): number {
  const place = edges.findIndex((edge) => edge >= threshold)
  return place < 0 ? missingBin - 1 : place
}
