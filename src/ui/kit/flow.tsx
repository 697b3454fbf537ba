import { useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { layersOf, type FlowEdge } from './flow-layers.ts'

export interface FlowNode {
  readonly id: string
  readonly content: ReactNode
}

export interface FlowProps {
  readonly title: string
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
}

interface DrawnEdge {
  readonly path: string
  readonly key: string
}

/** Boxes in the order of their dependencies, left to right, or top to bottom where it is narrow. */
export function Flow({ title, nodes, edges }: FlowProps) {
  const frame = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState<readonly DrawnEdge[]>([])
  const { layers, pieces } = useMemo(
    () =>
      layersOf(
        nodes.map((node) => node.id),
        edges,
      ),
    [nodes, edges],
  )
  useLayoutEffect(() => {
    const box = frame.current
    if (box === null) return undefined
    const draw = () => setDrawn(drawEdges(box, edges, pieces))
    draw()
    const observer = new ResizeObserver(draw)
    observer.observe(box)
    return () => observer.disconnect()
  }, [edges, pieces])
  return (
    <div className="flow-scroll" role="group" aria-label={title} tabIndex={0}>
      <div className="flow" ref={frame}>
        <svg className="flow-edges" aria-hidden="true">
          {drawn.map((edge) => (
            <path key={edge.key} d={edge.path} />
          ))}
        </svg>
        {layers.map((layer, index) => (
          <ol key={index} className="flow-layer">
            {layer.map((id) => {
              const node = nodes.find((one) => one.id === id)
              if (node === undefined) {
                return (
                  <li key={id} data-node={id} data-pass className="flow-pass" aria-hidden="true" />
                )
              }
              return (
                <li key={id} data-node={id} className="flow-node">
                  {node.content}
                </li>
              )
            })}
          </ol>
        ))}
      </div>
    </div>
  )
}

function drawEdges(
  frame: HTMLElement,
  edges: readonly FlowEdge[],
  pieces: readonly FlowEdge[],
): DrawnEdge[] {
  const origin = frame.getBoundingClientRect()
  const down = getComputedStyle(frame).flexDirection === 'column'
  const boxes = new Map<string | undefined, DOMRect>()
  const passes: DrawnEdge[] = []
  for (const node of frame.querySelectorAll<HTMLElement>('[data-node]')) {
    const box = node.getBoundingClientRect()
    boxes.set(node.dataset['node'], box)
    if (down || node.dataset['pass'] === undefined) continue
    const y = box.top + box.height / 2 - origin.top
    const path = `M${box.left - origin.left} ${y}H${box.right - origin.left}`
    passes.push({ key: `through ${node.dataset['node']}`, path })
  }
  const drawn = (down ? edges : pieces).flatMap(({ from, to }) => {
    const a = boxes.get(from)
    const b = boxes.get(to)
    if (a === undefined || b === undefined) return []
    const path = down ? edgeDown(a, b, origin) : edgeAcross(a, b, origin)
    return [{ key: `${from} ${to}`, path }]
  })
  return [...passes, ...drawn]
}

function edgeAcross(a: DOMRect, b: DOMRect, origin: DOMRect): string {
  const [x1, y1] = [a.right - origin.left, a.top + a.height / 2 - origin.top]
  const [x2, y2] = [b.left - origin.left, b.top + b.height / 2 - origin.top]
  const bend = Math.max(12, (x2 - x1) / 2)
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
}

function edgeDown(a: DOMRect, b: DOMRect, origin: DOMRect): string {
  const [x1, y1] = [a.left + 24 - origin.left, a.bottom - origin.top]
  const [x2, y2] = [b.left + 24 - origin.left, b.top - origin.top]
  const bend = Math.max(8, (y2 - y1) / 2)
  return `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`
}
