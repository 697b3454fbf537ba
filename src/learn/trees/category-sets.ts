/** The sets of a tree's nodes as bits, one after the other. */
export interface CategorySets {
  readonly bits: Uint32Array
  /** By node, where its bits begin; −1 where it asks for a threshold. */
  readonly starts: Int32Array
  /** By node, the last place that its bits tell of. */
  readonly lasts: Int32Array
}

interface PartingNodes {
  readonly feature: readonly number[]
  readonly sets?: Readonly<Record<string, readonly number[]>>
}

export function categorySets({ feature, sets = {} }: PartingNodes): CategorySets {
  const own = Object.entries(sets).map(([node, places]) => ({ node: Number(node), places }))
  const starts = new Int32Array(feature.length).fill(-1)
  const lasts = new Int32Array(feature.length).fill(-1)
  let size = 0
  for (const { node, places } of own) {
    const last = places.at(-1) ?? -1
    starts[node] = size
    lasts[node] = last
    size += (last >> 5) + 1
  }
  const bits = new Uint32Array(size)
  for (const { node, places } of own) {
    for (const place of places) {
      const at = (starts[node] ?? 0) + (place >> 5)
      bits[at] = (bits[at] ?? 0) | (1 << (place & 31))
    }
  }
  return { bits, starts, lasts }
}

/** Whether a place that is known is in the node's set. */
export function isInSet(
  { bits, starts, lasts }: CategorySets,
  node: number,
  place: number,
): boolean {
  if (!(place <= (lasts[node] ?? -1))) return false
  return (((bits[(starts[node] ?? 0) + (place >> 5)] ?? 0) >>> (place & 31)) & 1) === 1
}
