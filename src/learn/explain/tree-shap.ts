import type { Feature } from '../feature-matrix.ts'
import { edgeTables } from './edge-tables.ts'
import type { TreeEdges } from './tree-edges.ts'

/** What features add to what a tree says. */
export interface TreeShap {
  /** What it says of a row of which nothing is known. */
  readonly base: number
  /** Adds to `out`, from `at` on, `weight` times what each feature of a row adds. */
  add(
    features: readonly Feature[],
    row: number,
    to: { readonly out: Float64Array; readonly at: number; readonly weight: number },
  ): void
}

/**
 * Exact Shapley values of a tree, by the shares of training rows that took each way: TreeSHAP (Lundberg et al.
 * 2020) in time linear in the nodes (Yu et al. 2022, https://arxiv.org/abs/2209.08192). A feature is known with
 * chance t; a leaf then weighs the product over features of t · holds + (1 − t) · share, and Shapley's value is the
 * integral over t of that product without the feature's own factor, times (holds − share). That is a polynomial of
 * t, so that a few places give it exactly.
 */
export function treeShap(edges: TreeEdges): TreeShap {
  const { parent, feature, before, value } = edges
  const { size, held, not, notAgain, endHeld, endNot } = edgeTables(edges)
  const nodeCount = parent.length
  const holds = new Uint8Array(nodeCount)
  const products = new Float64Array(nodeCount * size).fill(1, 0, size)
  const sums = new Float64Array(nodeCount * size)

  /** From the root down: of each node the product of the factors on the way there. */
  const multiply = (): void => {
    for (let node = 1; node < nodeCount; node += 1) {
      const to = node * size
      const from = (parent[node] ?? 0) * size
      const above = before[node] ?? -1
      if (above >= 0 && holds[above] === 0) {
        const ratio = notAgain[node] ?? 0
        for (let at = 0; at < size; at += 1) products[to + at] = (products[from + at] ?? 0) * ratio
        continue
      }
      const factors = holds[node] === 1 ? held : not
      for (let at = 0; at < size; at += 1) {
        products[to + at] = (products[from + at] ?? 0) * (factors[to + at] ?? 0)
      }
    }
  }

  /** The integral of what leaves below a node say, by the condition of `of`, which holds. */
  const integrateHeld = (node: number, of: number): number => {
    let sum = 0
    const [from, own] = [node * size, of * size]
    for (let at = 0; at < size; at += 1) sum += (sums[from + at] ?? 0) * (endHeld[own + at] ?? 0)
    return sum
  }

  const integrateNot = (node: number): number => {
    let sum = 0
    const from = node * size
    for (let at = 0; at < size; at += 1) sum += (sums[from + at] ?? 0) * (endNot[at] ?? 0)
    return sum
  }

  /** From the leaves up: what all below a node say, and what the node's feature adds by it. */
  const collect = (out: Float64Array, start: number, weight: number): void => {
    sums.fill(0)
    for (let node = nodeCount - 1; node > 0; node -= 1) {
      const from = node * size
      const said = value[node] ?? 0
      if (said === said) {
        for (let at = 0; at < size; at += 1) sums[from + at] = said * (products[from + at] ?? 0)
      }
      const above = before[node] ?? -1
      // Where a feature was asked before and didn't hold, it doesn't here either, and nothing changes.
      if (above < 0 || holds[above] === 1) {
        const to = start + (feature[node] ?? 0)
        const own = holds[node] === 1 ? integrateHeld(node, node) : integrateNot(node)
        const earlier = above < 0 ? 0 : integrateHeld(node, above)
        out[to] = (out[to] ?? 0) + weight * (own - earlier)
      }
      const up = (parent[node] ?? 0) * size
      for (let at = 0; at < size; at += 1) {
        sums[up + at] = (sums[up + at] ?? 0) + (sums[from + at] ?? 0)
      }
    }
  }

  return {
    base: expectedOf(edges),
    add(features, row, { out, at, weight }) {
      findHeld(edges, features, row, holds)
      multiply()
      collect(out, at, weight)
    },
  }
}

function findHeld(
  { feature, low, high, sets, missing }: TreeEdges,
  features: readonly Feature[],
  row: number,
  holds: Uint8Array,
): void {
  for (let node = 1; node < holds.length; node += 1) {
    const found = features[feature[node] ?? 0]?.values[row] ?? Number.NaN
    const set = sets[node]
    if (found !== found) holds[node] = missing[node] ?? 0
    else if (set !== undefined) holds[node] = set[Math.min(found, set.length - 1)] ?? 0
    else holds[node] = found > (low[node] ?? 0) && found <= (high[node] ?? 0) ? 1 : 0
  }
}

/** Each leaf as often as training rows would come there if features had nothing to do with one another. */
function expectedOf({ parent, share, before, value }: TreeEdges): number {
  const chance = new Float64Array(parent.length).fill(1)
  let sum = Number.isNaN(value[0]) ? 0 : (value[0] ?? 0)
  for (let node = 1; node < parent.length; node += 1) {
    const above = before[node] ?? -1
    const own = (share[node] ?? 0) / (above < 0 ? 1 : (share[above] ?? 1))
    chance[node] = (chance[parent[node] ?? 0] ?? 0) * own
    const said = value[node] ?? 0
    if (!Number.isNaN(said)) sum += said * (chance[node] ?? 0)
  }
  return sum
}
