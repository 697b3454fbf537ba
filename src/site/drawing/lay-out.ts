import { align } from './align.ts'
import type { DrawnNode, Drawing, Point } from './drawing.ts'
import { toLayers, type Layers, type Link } from './layers.ts'
import { fitText, textWidth } from './text-width.ts'
import { untangle } from './untangle.ts'

export interface NodeToDraw {
  readonly id: string
  readonly kind: string
  readonly name: string
}

export interface LayOutOptions {
  /** Layers one beside the other, or one below the other. */
  readonly direction: 'across' | 'down'
  /** Room below the name for a line more, such as a state. */
  readonly hasLine: boolean
}

const nameSize = 14
const inset = 14
const leastWidth = 104
const mostWidth = 232
const leastWidthWithLine = 168
const gapWithin = 16
const gapBetween = 48
const passSize = 8
/** How wide rows of boxes get that no link ties to others. */
const rowWidth = { across: 1080, down: 340 } as const

type Sized = NodeToDraw & { readonly width: number; readonly height: number }

/**
 * Where nodes and links are drawn: layer by layer, with few crossings; below them, in rows, what is linked
 * with nothing. The same input gives the same.
 */
export function layOut(
  nodes: readonly NodeToDraw[],
  links: readonly Link[],
  options: LayOutOptions,
): Drawing {
  const isLinked = new Set(links.flatMap(({ from, to }) => [from, to]))
  const sized = nodes.map((node) => sizeOf(node, options))
  const linked = placeLinked(
    sized.filter(({ id }) => isLinked.has(id)),
    links,
    options,
  )
  const top = linked.height === 0 ? 0 : linked.height + gapBetween
  const loose = placeLoose(
    sized.filter(({ id }) => !isLinked.has(id)),
    top,
    rowWidth[options.direction],
  )
  const all = [...linked.nodes, ...loose]
  return {
    width: Math.max(linked.width, ...all.map(({ x, width }) => x + width)),
    height: Math.max(linked.height, ...all.map(({ y, height }) => y + height)),
    bands: [],
    nodes: all,
    links: linked.links,
  }
}

function sizeOf(node: NodeToDraw, { hasLine }: LayOutOptions): Sized {
  const wanted = 2 * inset + Math.max(textWidth(node.name, nameSize), textWidth(node.kind, 12))
  const least = hasLine ? leastWidthWithLine : leastWidth
  const width = Math.min(mostWidth, Math.max(least, wanted))
  return { ...node, width, height: hasLine ? 64 : 48 }
}

function place(node: Sized, x: number, y: number): DrawnNode {
  return { ...node, title: fitText(node.name, nameSize, node.width - 2 * inset), x, y }
}

function placeLoose(nodes: readonly Sized[], top: number, mostAcross: number): DrawnNode[] {
  let [x, y] = [0, top]
  return nodes.map((node) => {
    if (x > 0 && x + node.width > mostAcross) {
      x = 0
      y += node.height + gapWithin
    }
    const placed = place(node, x, y)
    x += node.width + gapWithin
    return placed
  })
}

/** Where a node or a place that a link passes lies: along the stream, and across it. */
interface Lane {
  readonly start: number
  readonly end: number
  readonly middle: number
}

function placeLinked(
  nodes: readonly Sized[],
  links: readonly Link[],
  { direction }: LayOutOptions,
): Pick<Drawing, 'width' | 'height' | 'nodes' | 'links'> {
  if (nodes.length === 0) return { width: 0, height: 0, nodes: [], links: [] }
  const isAcross = direction === 'across'
  const layers = toLayers(
    nodes.map(({ id }) => id),
    links,
  )
  const lanes = lanesOf(layers, new Map(nodes.map((node) => [node.id, node])), isAcross)
  const laneOf = (id: string) => lanes.get(id) ?? { start: 0, end: 0, middle: 0 }
  const placed = nodes.map((node) => {
    const { start, middle } = laneOf(node.id)
    const across = Math.round(middle - (isAcross ? node.height : node.width) / 2)
    return isAcross ? place(node, start, across) : place(node, across, start)
  })
  const drawn = [...layers.ways].map(([{ from, to }, way]) => {
    const points = way.flatMap((id): Point[] => {
      const { start, end, middle } = laneOf(id)
      const along = id === from ? [end] : id === to ? [start] : [start, end]
      return along.map((at) => (isAcross ? { x: at, y: middle } : { x: middle, y: at }))
    })
    return { from, to, path: pathOf(points, isAcross) }
  })
  const outermost = Math.max(...[...lanes.values()].map(({ middle }) => middle)) + passSize
  const width = Math.max(...placed.map((box) => box.x + box.width))
  const height = Math.max(...placed.map((box) => box.y + box.height))
  return {
    width: isAcross ? width : Math.max(width, outermost),
    height: isAcross ? Math.max(height, outermost) : height,
    nodes: placed,
    links: drawn,
  }
}

function lanesOf(
  layers: Layers,
  nodes: ReadonlyMap<string, Sized>,
  isAcross: boolean,
): ReadonlyMap<string, Lane> {
  const along = (id: string) => nodes.get(id)?.[isAcross ? 'width' : 'height']
  const across = (id: string) => nodes.get(id)?.[isAcross ? 'height' : 'width'] ?? passSize
  const order = untangle(layers)
  const middles = align(order, layers, { sizeOf: across, gap: gapWithin })
  const lanes = new Map<string, Lane>()
  let start = 0
  for (const layer of order) {
    const depth = Math.max(...layer.map((id) => along(id) ?? 0))
    for (const id of layer) {
      lanes.set(id, { start, end: start + (along(id) ?? depth), middle: middles.get(id) ?? 0 })
    }
    start += depth + gapBetween
  }
  return lanes
}

/** Curves between the layers, straight lines within them. */
function pathOf(points: readonly Point[], isAcross: boolean): string {
  const [first, ...rest] = points
  if (first === undefined) return ''
  let path = `M${first.x} ${first.y}`
  let last = first
  for (const point of rest) {
    const [dx, dy] = [point.x - last.x, point.y - last.y]
    if (dx === 0 || dy === 0) path += `L${point.x} ${point.y}`
    else if (isAcross) {
      const bend = Math.round(dx / 2)
      path += `C${last.x + bend} ${last.y} ${point.x - bend} ${point.y} ${point.x} ${point.y}`
    } else {
      const bend = Math.round(dy / 2)
      path += `C${last.x} ${last.y + bend} ${point.x} ${point.y - bend} ${point.x} ${point.y}`
    }
    last = point
  }
  return path
}
