import { useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { drawEdges, type DrawnEdge } from './flow-edges.ts'
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
      <div className={layers.length > 6 ? 'flow deep' : 'flow'} ref={frame}>
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
