export interface FlowEdge {
  readonly from: string
  readonly to: string
}

/**
 * Which node stands in which layer: after everything that leads to it, and as near to what it
 * leads to as that allows. Within a layer, nodes stand near what they are joined to.
 */
export function layersOf(ids: readonly string[], edges: readonly FlowEdge[]): string[][] {
  const known = edges.filter(({ from, to }) => ids.includes(from) && ids.includes(to))
  const depth = pulledForward(ids, known, depths(ids, known))
  const layers: string[][] = []
  for (const id of ids) {
    const layer = (layers[depth.get(id) ?? 0] ??= [])
    layer.push(id)
  }
  const filled = Array.from(layers, (layer) => layer ?? []).filter((layer) => layer.length > 0)
  return untangled(filled, known)
}

type Depths = ReadonlyMap<string, number>

/** The longest way to each node. As many rounds as nodes end it, even if the edges go in a circle. */
function depths(ids: readonly string[], edges: readonly FlowEdge[]): Depths {
  const depth = new Map(ids.map((id) => [id, 0]))
  for (let round = 0; round < ids.length; round += 1) {
    let moved = false
    for (const { from, to } of edges) {
      const wanted = Math.min(ids.length, (depth.get(from) ?? 0) + 1)
      if (wanted <= (depth.get(to) ?? 0)) continue
      depth.set(to, wanted)
      moved = true
    }
    if (!moved) break
  }
  return depth
}

/** A source that only a late node needs stands just before that one. */
function pulledForward(ids: readonly string[], edges: readonly FlowEdge[], depth: Depths): Depths {
  const pulled = new Map(depth)
  const lateFirst = ids.toSorted((a, b) => (depth.get(b) ?? 0) - (depth.get(a) ?? 0))
  for (const id of lateFirst) {
    const next = edges.filter(({ from }) => from === id).map(({ to }) => pulled.get(to) ?? 0)
    if (next.length > 0) pulled.set(id, Math.max(pulled.get(id) ?? 0, Math.min(...next) - 1))
  }
  return pulled
}

function untangled(layers: readonly string[][], edges: readonly FlowEdge[]): string[][] {
  const done: string[][] = []
  for (const layer of layers) {
    const before = done.flat()
    const weight = (id: string) => {
      const places = edges
        .filter(({ to }) => to === id)
        .map(({ from }) => placeOf(from, done))
        .filter((place) => place >= 0)
      if (places.length === 0) return before.length === 0 ? layer.indexOf(id) : layer.length
      return places.reduce((sum, place) => sum + place, 0) / places.length
    }
    done.push(layer.toSorted((a, b) => weight(a) - weight(b)))
  }
  return done
}

function placeOf(id: string, layers: readonly string[][]): number {
  for (const layer of layers) if (layer.includes(id)) return layer.indexOf(id)
  return -1
}
