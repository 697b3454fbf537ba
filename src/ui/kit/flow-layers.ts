export interface FlowEdge {
  readonly from: string
  readonly to: string
}

export interface FlowLayers {
  /** Ids by layer, from the first to the last. An id that no node has is a place for an edge. */
  readonly layers: readonly (readonly string[])[]
  /** The edges, those that pass a layer cut into pieces. */
  readonly pieces: readonly FlowEdge[]
}

/**
 * Which node stands in which layer: after everything that leads to it, and as near to what it
 * leads to as that allows. An edge that passes a layer has a place of its own in it, so that it
 * never runs behind a box; and nodes stand near what they are joined to.
 */
export function layersOf(ids: readonly string[], edges: readonly FlowEdge[]): FlowLayers {
  const known = edges.filter(({ from, to }) => ids.includes(from) && ids.includes(to))
  const depth = pulledForward(ids, known, depths(ids, known))
  const layers: string[][] = []
  const put = (id: string, layer: number) => (layers[layer] ??= []).push(id)
  for (const id of ids) put(id, depth.get(id) ?? 0)
  const pieces = known.flatMap((edge) => piecesOf(edge, depth, put))
  const filled = Array.from(layers, (layer) => layer ?? []).filter((layer) => layer.length > 0)
  return { layers: untangled(filled, pieces), pieces }
}

function piecesOf(edge: FlowEdge, depth: Depths, put: (id: string, layer: number) => void) {
  const [first, last] = [depth.get(edge.from) ?? 0, depth.get(edge.to) ?? 0]
  const pieces: FlowEdge[] = []
  let from = edge.from
  for (let layer = first + 1; layer < last; layer += 1) {
    const place = `${edge.from} → ${edge.to} in ${layer}`
    put(place, layer)
    pieces.push({ from, to: place })
    from = place
  }
  return [...pieces, { from, to: edge.to }]
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

const sweeps = 6

/** Puts the nodes of each layer near what they are joined to, forwards and backwards in turn. */
function untangled(layers: readonly string[][], pieces: readonly FlowEdge[]): string[][] {
  const order = layers.map((layer) => [...layer])
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const forwards = sweep % 2 === 0
    const steps = forwards ? [...order.keys()] : [...order.keys()].toReversed()
    for (const index of steps) {
      const beside = order[index + (forwards ? -1 : 1)]
      const layer = order[index]
      if (beside === undefined || layer === undefined) continue
      const weights = new Map(layer.map((id, place) => [id, weightOf(id, pieces, beside) ?? place]))
      layer.sort((a, b) => (weights.get(a) ?? 0) - (weights.get(b) ?? 0))
    }
  }
  return order
}

/** The mean place of what a node is joined to in the layer beside it. */
function weightOf(id: string, pieces: readonly FlowEdge[], beside: readonly string[]) {
  const places = pieces
    .flatMap(({ from, to }) => (to === id ? from : from === id ? to : []))
    .map((other) => beside.indexOf(other))
    .filter((place) => place >= 0)
  if (places.length === 0) return undefined
  return places.reduce((sum, place) => sum + place, 0) / places.length
}
