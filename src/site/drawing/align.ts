import type { Layers } from './layers.ts'

export interface Alignment {
  /** How wide each node is across its layer; places that links pass need no more than `passSize`. */
  readonly sizeOf: (id: string) => number
  readonly gap: number
}

const rounds = 12
/** Boxes that are meant to stand in line do, to the pixel. */
const grid = 4

/** The middle of each node across its layer, so that links are as straight as the order allows. */
export function align(
  order: readonly (readonly string[])[],
  { ways }: Layers,
  { sizeOf, gap }: Alignment,
): ReadonlyMap<string, number> {
  const joined = weightedNeighbours(ways)
  const middles = new Map<string, number>()
  for (const layer of order) {
    let end = 0
    for (const id of layer) {
      middles.set(id, end + sizeOf(id) / 2)
      end += sizeOf(id) + gap
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const layer of round % 2 === 0 ? order : order.toReversed()) {
      const wanted = layer.map((id) => wantedMiddle(id, joined, middles))
      const apart = layer.map((id, at) => {
        const before = layer[at - 1]
        return before === undefined ? 0 : (sizeOf(before) + sizeOf(id)) / 2 + gap
      })
      for (const [at, middle] of spread(wanted, apart).entries()) {
        middles.set(layer[at] ?? '', middle)
      }
    }
  }
  return fromZero(middles, order, sizeOf)
}

interface Joined {
  readonly id: string
  readonly weight: number
}

/** A long link pulls harder, so that it runs straight. */
function weightedNeighbours(ways: Layers['ways']): ReadonlyMap<string, readonly Joined[]> {
  const joined = new Map<string, Joined[]>()
  const note = (id: string, other: Joined) => joined.get(id)?.push(other) ?? joined.set(id, [other])
  for (const way of ways.values()) {
    for (const [at, id] of way.entries()) {
      const next = way[at + 1]
      if (next === undefined) continue
      const inner = (at > 0 ? 1 : 0) + (at + 2 < way.length ? 1 : 0)
      const weight = [1, 2, 8][inner] ?? 1
      note(id, { id: next, weight })
      note(next, { id, weight })
    }
  }
  return joined
}

function wantedMiddle(
  id: string,
  joined: ReadonlyMap<string, readonly Joined[]>,
  middles: ReadonlyMap<string, number>,
): number {
  const others = joined.get(id) ?? []
  const weight = others.reduce((sum, other) => sum + other.weight, 0)
  if (weight === 0) return middles.get(id) ?? 0
  return (
    others.reduce((sum, other) => sum + other.weight * (middles.get(other.id) ?? 0), 0) / weight
  )
}

/**
 * Places as near as can be to those that are wanted (least squares), in their order and `apart` from the
 * one before: what would overlap is pooled and stands around its common mean.
 */
export function spread(wanted: readonly number[], apart: readonly number[]): number[] {
  let offset = 0
  const offsets = apart.map((distance) => (offset += distance))
  const pools: { sum: number; count: number }[] = []
  for (const [at, want] of wanted.entries()) {
    let pool = { sum: want - (offsets[at] ?? 0), count: 1 }
    for (;;) {
      const last = pools.at(-1)
      if (last === undefined || last.sum / last.count <= pool.sum / pool.count) break
      pools.pop()
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count }
    }
    pools.push(pool)
  }
  const bases = pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count))
  return bases.map((base, at) => base + (offsets[at] ?? 0))
}

function fromZero(
  middles: ReadonlyMap<string, number>,
  order: readonly (readonly string[])[],
  sizeOf: (id: string) => number,
): ReadonlyMap<string, number> {
  const least = Math.min(...order.flat().map((id) => (middles.get(id) ?? 0) - sizeOf(id) / 2))
  return new Map(
    [...middles].map(([id, middle]) => [id, grid * Math.round((middle - least) / grid)]),
  )
}
