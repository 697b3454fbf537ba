import type { Layers } from './layers.ts'

type Neighbours = ReadonlyMap<string, readonly string[]>
type Order = readonly (readonly string[])[]

const mostSweeps = 24
/** Above so many nodes and places, fewer sweeps: what is gained can't be seen any more. */
const large = 2000

/** Orders each layer so that few links cross: the order of least crossings that was met. */
export function untangle({ layers, ways }: Layers): Order {
  const [before, after] = neighboursOf(ways)
  const size = layers.reduce((sum, layer) => sum + layer.length, 0)
  let order: Order = layers
  let best: Order = layers
  let fewest = crossingsOf(layers, after)
  for (let sweep = 0; sweep < (size > large ? 4 : mostSweeps) && fewest > 0; sweep += 1) {
    const isForwards = sweep % 2 === 0
    order = sweepOnce(order, isForwards ? before : after, isForwards)
    if (size <= large) order = swapNeighbours(order, before, after)
    const count = crossingsOf(order, after)
    if (count >= fewest) continue
    fewest = count
    best = order
  }
  return best
}

function neighboursOf(ways: Layers['ways']): readonly [Neighbours, Neighbours] {
  const before = new Map<string, string[]>()
  const after = new Map<string, string[]>()
  const note = (of: Map<string, string[]>, id: string, other: string) =>
    of.get(id)?.push(other) ?? of.set(id, [other])
  for (const way of ways.values()) {
    for (const [at, id] of way.entries()) {
      const next = way[at + 1]
      if (next === undefined) continue
      note(after, id, next)
      note(before, next, id)
    }
  }
  return [before, after]
}

function placesIn(layer: readonly string[] | undefined): ReadonlyMap<string, number> {
  return new Map((layer ?? []).map((id, place) => [id, place]))
}

/** Puts every node at the mean place of what it is joined to in the layer before, or after. */
function sweepOnce(order: Order, joined: Neighbours, isForwards: boolean): Order {
  const next = order.map((layer) => [...layer])
  const indexes = isForwards ? [...next.keys()] : [...next.keys()].toReversed()
  for (const index of indexes) {
    const layer = next[index]
    const places = placesIn(next[index + (isForwards ? -1 : 1)])
    if (layer === undefined || places.size === 0) continue
    const wanted = new Map(layer.map((id, place) => [id, meanPlace(joined, id, places) ?? place]))
    next[index] = layer.toSorted((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0))
  }
  return next
}

function meanPlace(joined: Neighbours, id: string, places: ReadonlyMap<string, number>) {
  const found = (joined.get(id) ?? []).flatMap((other) => places.get(other) ?? [])
  if (found.length === 0) return undefined
  return found.reduce((sum, place) => sum + place, 0) / found.length
}

/** Swaps two that stand side by side wherever fewer links cross then. */
function swapNeighbours(order: Order, before: Neighbours, after: Neighbours): Order {
  const next = order.map((layer) => [...layer])
  for (const [index, layer] of next.entries()) {
    const sides = [
      { joined: before, places: placesIn(next[index - 1]) },
      { joined: after, places: placesIn(next[index + 1]) },
    ]
    const crossings = (left: string, right: string) =>
      sides.reduce((sum, { joined, places }) => {
        const others = (joined.get(right) ?? []).flatMap((id) => places.get(id) ?? [])
        const own = (joined.get(left) ?? []).flatMap((id) => places.get(id) ?? [])
        return sum + own.reduce((all, a) => all + others.filter((b) => b < a).length, 0)
      }, 0)
    for (let at = 0; at + 1 < layer.length; at += 1) {
      const [left = '', right = ''] = layer.slice(at, at + 2)
      if (crossings(right, left) < crossings(left, right)) layer.splice(at, 2, right, left)
    }
  }
  return next
}

/** How many pairs of links cross: inversions, counted by a tree of sums. */
export function crossingsOf(order: Order, after: Neighbours): number {
  return order.reduce((sum, layer, index) => {
    const places = placesIn(order[index + 1])
    const ends = layer.flatMap((id) =>
      (after.get(id) ?? []).flatMap((to) => places.get(to) ?? []).toSorted((a, b) => a - b),
    )
    return sum + inversionsOf(ends, places.size)
  }, 0)
}

function inversionsOf(values: readonly number[], size: number): number {
  const tree = new Uint32Array(size + 1)
  let count = 0
  for (const [seen, value] of values.entries()) {
    let smaller = 0
    for (let at = value + 1; at > 0; at -= at & -at) smaller += tree[at] ?? 0
    count += seen - smaller
    for (let at = value + 1; at <= size; at += at & -at) tree[at] = (tree[at] ?? 0) + 1
  }
  return count
}
