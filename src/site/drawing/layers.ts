export interface Link {
  readonly from: string
  readonly to: string
}

/** Nodes in layers, each after all that leads to it; a link that passes layers is cut into pieces. */
export interface Layers {
  /** Ids from the first layer to the last; an id that no node has is a place that a link passes. */
  readonly layers: readonly (readonly string[])[]
  /** By link, the ids that it goes along: its ends and the places between. */
  readonly ways: ReadonlyMap<Link, readonly string[]>
}

/** Puts nodes in layers. Links that would close a circle are drawn against the stream. */
export function toLayers(ids: readonly string[], links: readonly Link[]): Layers {
  const known = new Set(ids)
  const real = links.filter(({ from, to }) => from !== to && known.has(from) && known.has(to))
  const depths = nearTheirEnds(ids, real, depthsOf(ids, real))
  const layers: string[][] = Array.from({ length: 1 + Math.max(0, ...depths.values()) }, () => [])
  for (const id of ids) layers[depths.get(id) ?? 0]?.push(id)
  const ways = new Map(real.map((link, at) => [link, wayOf(link, at, depths, layers)]))
  return { layers: layers.filter((layer) => layer.length > 0), ways }
}

type Depths = ReadonlyMap<string, number>

/** The longest way to each node. A node that is met again on its own way ends the way. */
function depthsOf(ids: readonly string[], links: readonly Link[]): Depths {
  const before = Map.groupBy(links, ({ to }) => to)
  const depths = new Map<string, number>()
  const onTheWay = new Set<string>()
  const visit = (id: string): number => {
    const known = depths.get(id)
    if (known !== undefined) return known
    if (onTheWay.has(id)) return -1
    onTheWay.add(id)
    const depth = 1 + Math.max(-1, ...(before.get(id) ?? []).map(({ from }) => visit(from)))
    onTheWay.delete(id)
    depths.set(id, depth)
    return depth
  }
  for (const id of ids) visit(id)
  return depths
}

/** A node that only late ones need stands just before them. */
function nearTheirEnds(ids: readonly string[], links: readonly Link[], depths: Depths): Depths {
  const after = Map.groupBy(links, ({ from }) => from)
  const pulled = new Map(depths)
  const depthOf = (id: string) => pulled.get(id) ?? 0
  for (const id of ids.toSorted((a, b) => depthOf(b) - depthOf(a))) {
    const next = (after.get(id) ?? []).map(({ to }) => depthOf(to))
    if (next.length > 0) pulled.set(id, Math.max(depthOf(id), Math.min(...next) - 1))
  }
  return pulled
}

function wayOf({ from, to }: Link, at: number, depths: Depths, layers: string[][]): string[] {
  const [first, last] = [depths.get(from) ?? 0, depths.get(to) ?? 0]
  const step = Math.sign(last - first)
  if (step === 0) return [from, to]
  const way = [from]
  for (let depth = first + step; depth !== last; depth += step) {
    const place = `link ${at} in ${depth}`
    layers[depth]?.push(place)
    way.push(place)
  }
  return [...way, to]
}
