import { align } from './align.ts'
import type { Drawing, Point } from './drawing.ts'
import { toLayers, type Link } from './layers.ts'
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
const inset = 12
const leastWidth = 104
const mostWidth = 232
const leastWidthWithLine = 168
const gapWithin = 16
const gapBetween = 48
const passSize = 8

/** Where nodes and links are drawn: layer by layer, with few crossings. The same input gives the same. */
export function layOut(
  nodes: readonly NodeToDraw[],
  links: readonly Link[],
  { direction, hasLine }: LayOutOptions,
): Drawing {
  if (nodes.length === 0) return { width: 0, height: 0, bands: [], nodes: [], links: [] }
  const height = hasLine ? 64 : 46
  const layers = toLayers(
    nodes.map(({ id }) => id),
    links,
  )
  const order = untangle(layers)
  const widths = new Map(nodes.map((node) => [node.id, widthOf(node, hasLine)]))
  const isAcross = direction === 'across'
  const sizeOf = (id: string) => {
    const width = widths.get(id)
    return width === undefined ? passSize : isAcross ? height : width
  }
  const middles = align(order, layers, { sizeOf, gap: gapWithin })
  const depths = depthsOf(order, (id) => (isAcross ? (widths.get(id) ?? 0) : height))
  const placed = nodes.map((node) => {
    const width = widths.get(node.id) ?? 0
    const [start, middle] = [depths.starts.get(node.id) ?? 0, middles.get(node.id) ?? 0]
    const title = fitText(node.name, nameSize, width - 2 * inset)
    const [x, y] = isAcross
      ? [start, Math.round(middle - height / 2)]
      : [Math.round(middle - width / 2), start]
    return { ...node, title, x, y, width, height }
  })
  const boxes = new Map(placed.map((box) => [box.id, box]))
  const drawn = [...layers.ways].map(([{ from, to }, way]) => {
    const points = way.flatMap((id): Point[] => {
      const box = boxes.get(id)
      const [middle, start] = [middles.get(id) ?? 0, depths.starts.get(id) ?? 0]
      const end =
        start +
        (box === undefined ? (depths.sizes.get(id) ?? 0) : isAcross ? box.width : box.height)
      const [first, last]: [Point, Point] = isAcross
        ? [
            { x: start, y: middle },
            { x: end, y: middle },
          ]
        : [
            { x: middle, y: start },
            { x: middle, y: end },
          ]
      return id === from ? [last] : id === to ? [first] : [first, last]
    })
    return { from, to, path: pathOf(points, isAcross) }
  })
  const width = Math.max(...placed.map((box) => box.x + box.width))
  const most = Math.max(...placed.map((box) => box.y + box.height))
  const across = Math.max(...middles.values()) + passSize
  return {
    width: isAcross ? width : Math.max(width, across),
    height: isAcross ? Math.max(most, across) : most,
    bands: [],
    nodes: placed,
    links: drawn,
  }
}

function widthOf({ name, kind }: NodeToDraw, hasLine: boolean): number {
  const wanted = 2 * inset + Math.max(textWidth(name, nameSize), textWidth(kind, 12))
  return Math.min(mostWidth, Math.max(hasLine ? leastWidthWithLine : leastWidth, wanted))
}

/** Where each layer begins, and how deep it is. */
function depthsOf(order: readonly (readonly string[])[], depthOf: (id: string) => number) {
  const starts = new Map<string, number>()
  const sizes = new Map<string, number>()
  let start = 0
  for (const layer of order) {
    const size = Math.max(...layer.map(depthOf))
    for (const id of layer) {
      starts.set(id, start)
      sizes.set(id, size)
    }
    start += size + gapBetween
  }
  return { starts, sizes }
}

/** Curves between the layers, straight lines within them. */
function pathOf(points: readonly Point[], isAcross: boolean): string {
  const [first, ...rest] = points
  if (first === undefined) return ''
  let path = `M${first.x} ${first.y}`
  let last = first
  for (const point of rest) {
    const [dx, dy] = [point.x - last.x, point.y - last.y]
    // A bend of a pixel would look like a mistake.
    if (Math.abs(dx) < 2 || Math.abs(dy) < 2) path += `L${point.x} ${point.y}`
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
