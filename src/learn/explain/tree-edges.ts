import { checkNumber } from '../trees/numeral.ts'
import type { Tree } from '../trees/tree.ts'

/**
 * The nodes of a tree, each before those below it, with what leads to it: all that was asked of one feature on
 * the way from the root counts as one condition.
 */
export interface TreeEdges {
  readonly parent: Uint32Array
  /** −1 for the root. */
  readonly feature: Int32Array
  /** Values above `low` and up to `high` come here. */
  readonly low: Float64Array
  readonly high: Float64Array
  /** Where categories are parted: 1 at the places of those that come here, the last one of all others. */
  readonly sets: readonly (Uint8Array | undefined)[]
  /** 1 where a missing value comes here. */
  readonly missing: Uint8Array
  /** The share of training rows that come here, of those that come to where the feature was asked. */
  readonly share: Float64Array
  /** The node above whose condition is of the same feature; −1 where there is none. */
  readonly before: Int32Array
  /** What a leaf says; NaN for others. */
  readonly value: Float64Array
  /** How many different features one way asks at most. */
  readonly widest: number
}

interface Condition {
  readonly at: number
  readonly low: number
  readonly high: number
  readonly set?: Uint8Array | undefined
  readonly missing: boolean
  readonly share: number
}

const anything: Condition = { at: -1, low: -Infinity, high: Infinity, missing: true, share: 1 }

interface Edge {
  readonly parent: number
  readonly feature: number
  readonly before: number
  readonly condition: Condition
  readonly value: number
}

/** `cover` is how many training rows came to each node. Throws `learn.brokenModel`. */
export function treeEdges(tree: Tree, cover: readonly number[]): TreeEdges {
  const edges: Edge[] = []
  let widest = 0
  const walk = (
    node: number,
    way: ReadonlyMap<number, Condition>,
    edge: Pick<Edge, 'parent' | 'feature' | 'before'>,
  ): void => {
    const at = edges.length
    const asked = checkNumber(tree.feature[node] ?? -1)
    const condition = way.get(edge.feature) ?? anything
    const value = asked < 0 ? checkNumber(tree.value[node] ?? 0) : Number.NaN
    edges.push({ ...edge, condition, value })
    widest = Math.max(widest, way.size)
    if (asked < 0) return
    const above = way.get(asked) ?? anything
    for (const side of ['left', 'right'] as const) {
      const place = { node, side, cover, at: edges.length }
      const next = new Map(way).set(asked, narrow(tree, place, above))
      walk(tree[side][node] ?? 0, next, { parent: at, feature: asked, before: above.at })
    }
  }
  walk(0, new Map(), { parent: 0, feature: -1, before: -1 })
  return {
    parent: Uint32Array.from(edges, ({ parent }) => parent),
    feature: Int32Array.from(edges, ({ feature }) => feature),
    low: Float64Array.from(edges, ({ condition }) => condition.low),
    high: Float64Array.from(edges, ({ condition }) => condition.high),
    sets: edges.map(({ condition }) => condition.set),
    missing: Uint8Array.from(edges, ({ condition }) => (condition.missing ? 1 : 0)),
    share: Float64Array.from(edges, ({ condition }) => condition.share),
    before: Int32Array.from(edges, ({ before }) => before),
    value: Float64Array.from(edges, ({ value }) => value),
    widest,
  }
}

/** Of a way that no training row took: shares are divided by. */
const leastShare = 1e-12

interface Place {
  readonly node: number
  readonly side: 'left' | 'right'
  readonly cover: readonly number[]
  readonly at: number
}

function narrow(tree: Tree, { node, side, cover, at }: Place, above: Condition): Condition {
  const threshold = checkNumber(tree.threshold[node] ?? 0)
  const isParted = tree.sets?.[node] !== undefined
  const [came, went] = [cover[node] ?? 0, cover[tree[side][node] ?? 0] ?? 0]
  const missingLeft = tree.missingLeft[node] === 1
  return {
    at,
    low: side === 'right' && !isParted ? Math.max(above.low, threshold) : above.low,
    high: side === 'left' && !isParted ? Math.min(above.high, threshold) : above.high,
    set: isParted ? narrowSet(tree, node, side, above.set) : above.set,
    missing: above.missing && missingLeft === (side === 'left'),
    // Where no training row came from, both ways are as likely.
    share: above.share * Math.max(leastShare, came > 0 ? went / came : 0.5),
  }
}

function narrowSet(
  tree: Tree,
  node: number,
  side: 'left' | 'right',
  above: Uint8Array | undefined,
): Uint8Array {
  const asked = tree.feature[node]
  const known = Object.entries(tree.sets ?? {})
    .filter(([other]) => tree.feature[Number(other)] === asked)
    .map(([, set]) => set.at(-1) ?? 0)
  const left = new Set(tree.sets?.[node])
  const isHere = (place: number) => left.has(place) === (side === 'left')
  return Uint8Array.from({ length: Math.max(...known) + 2 }, (_, place) =>
    isHere(place) && above?.[place] !== 0 ? 1 : 0,
  )
}
