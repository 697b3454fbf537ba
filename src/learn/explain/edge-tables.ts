import { gaussLegendre } from './gauss-legendre.ts'
import type { TreeEdges } from './tree-edges.ts'

/** Factors that depend on the tree only, by node and place between 0 and 1; see `treeShap`. */
export interface EdgeTables {
  /** How many places there are. */
  readonly size: number
  /** By what a product grows on the way to a node, where its condition holds and where not. */
  readonly held: Float64Array
  readonly not: Float64Array
  /** By node: by what it grows where the condition before didn't hold either. */
  readonly notAgain: Float64Array
  /** What the sums below a node are weighted by for what its feature adds, where it holds. */
  readonly endHeld: Float64Array
  /** The same where it doesn't: alike for all nodes. */
  readonly endNot: Float64Array
}

export function edgeTables({ share, before, widest }: TreeEdges): EdgeTables {
  const size = Math.max(1, Math.ceil(widest / 2))
  const { places, weights } = gaussLegendre(size)
  const held = new Float64Array(share.length * size)
  const not = new Float64Array(share.length * size)
  const endHeld = new Float64Array(share.length * size)
  const notAgain = share.map((own, node) => own / (share[before[node] ?? -1] ?? 1))
  for (const [node, own] of share.entries()) {
    const earlier = share[before[node] ?? -1]
    for (const [at, place] of places.entries()) {
      const to = node * size + at
      const factor = place + (1 - place) * own
      // The condition before holds, or there is none: its factor is replaced.
      const replaced = earlier === undefined ? 1 : place + (1 - place) * earlier
      held[to] = factor / replaced
      not[to] = ((1 - place) * own) / replaced
      endHeld[to] = ((1 - own) * (weights[at] ?? 0)) / factor
    }
  }
  return {
    size,
    held,
    not,
    notAgain,
    endHeld,
    endNot: places.map((place, at) => -(weights[at] ?? 0) / (1 - place)),
  }
}
