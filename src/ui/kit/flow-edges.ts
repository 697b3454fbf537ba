import type { FlowEdge } from './flow-layers.ts'

export interface DrawnEdge {
  readonly key: string
  /** As SVG wants it, from the corner of the frame. */
  readonly path: string
}

/** The lines between the boxes as they lie now: `pieces` across, whole edges down. */
export function drawEdges(
  frame: HTMLElement,
  edges: readonly FlowEdge[],
  pieces: readonly FlowEdge[],
): DrawnEdge[] {
  const boxes = boxesOf(frame)
  const down = getComputedStyle(frame).flexDirection === 'column'
  return down ? edgesDown(boxes, edges, frame.clientWidth) : edgesAcross(boxes, pieces)
}

interface Box {
  readonly isPass: boolean
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

type Boxes = ReadonlyMap<string, Box>

function boxesOf(frame: HTMLElement): Boxes {
  const origin = frame.getBoundingClientRect()
  const nodes = [...frame.querySelectorAll<HTMLElement>('[data-node]')]
  return new Map(
    nodes.map((node) => {
      const box = node.getBoundingClientRect()
      return [
        node.dataset['node'] ?? '',
        {
          isPass: node.dataset['pass'] !== undefined,
          left: box.left - origin.left,
          right: box.right - origin.left,
          top: box.top - origin.top,
          bottom: box.bottom - origin.top,
        },
      ]
    }),
  )
}

function edgesAcross(boxes: Boxes, pieces: readonly FlowEdge[]): DrawnEdge[] {
  const through = [...boxes].flatMap(([id, box]) =>
    box.isPass ? [{ key: `through ${id}`, path: `M${box.left} ${middle(box)}H${box.right}` }] : [],
  )
  return [...through, ...drawEach(boxes, pieces, pathAcross)]
}

function edgesDown(all: Boxes, edges: readonly FlowEdge[], width: number): DrawnEdge[] {
  const boxes = new Map([...all].filter(([, box]) => !box.isPass))
  let lane = 0
  return drawEach(boxes, edges, (a, b) => {
    const free = [...boxes.values()].every((box) => box === a || box === b || !liesOn(box, a, b))
    if (free) return pathDown(a, b)
    lane += 1
    return pathBeside(a, b, { boxes: [...boxes.values()], width, lane })
  })
}

function drawEach(
  boxes: Boxes,
  edges: readonly FlowEdge[],
  pathOf: (a: Box, b: Box) => string,
): DrawnEdge[] {
  return edges.flatMap(({ from, to }) => {
    const a = boxes.get(from)
    const b = boxes.get(to)
    return a === undefined || b === undefined
      ? []
      : [{ key: `${from} → ${to}`, path: pathOf(a, b) }]
  })
}

function pathAcross(a: Box, b: Box): string {
  const bend = Math.max(12, (b.left - a.right) / 2)
  const [y1, y2] = [middle(a), middle(b)]
  return `M${a.right} ${y1}C${a.right + bend} ${y1} ${b.left - bend} ${y2} ${b.left} ${y2}`
}

/** Lines down start and end near the left corner of a box, as boxes differ much in width there. */
const inset = 24

function pathDown(a: Box, b: Box): string {
  const [x1, x2] = [a.left + inset, b.left + inset]
  const bend = Math.max(8, (b.top - a.bottom) / 2)
  return `M${x1} ${a.bottom}C${x1} ${a.bottom + bend} ${x2} ${b.top - bend} ${x2} ${b.top}`
}

function liesOn(box: Box, a: Box, b: Box): boolean {
  const [low, high] = [Math.min(a.left, b.left) + inset, Math.max(a.left, b.left) + inset]
  return box.top < b.top && box.bottom > a.bottom && box.left <= high && box.right >= low
}

interface Side {
  readonly boxes: readonly Box[]
  readonly width: number
  readonly lane: number
}

/** Around what stands between, in the margin on the side to which both boxes are open. */
function pathBeside(a: Box, b: Box, { boxes, width, lane }: Side): string {
  const openLeft = [a, b].every((box) => !boxes.some((other) => isLeftOf(other, box)))
  const offset = 3 + 5 * (lane % 4)
  const x = openLeft ? offset : width - offset
  const [x1, x2] = openLeft ? [a.left, b.left] : [a.right, b.right]
  return `M${x1} ${middle(a)}H${x}V${middle(b)}H${x2}`
}

function isLeftOf(other: Box, box: Box): boolean {
  return other.right <= box.left && other.top < box.bottom && other.bottom > box.top
}

function middle(box: Box): number {
  return (box.top + box.bottom) / 2
}
