import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import type { DrawingReply } from '../../api/index.ts'
import { useAsk } from '../ask.ts'
import { Loaded } from './loaded.tsx'
import './drawing.css'

export type DrawnNode = DrawingReply['nodes'][number]

export interface DrawingProps {
  readonly title: string
  /** Only the steps of this pipeline; else the whole project. */
  readonly pipeline?: string
  readonly content: (node: DrawnNode) => ReactNode
  readonly classOf?: (node: DrawnNode) => string
}

const narrow = 600

/** A graph as the server has laid it out: across, or down where it is narrow. */
export function Drawing({ title, pipeline, content, classOf }: DrawingProps) {
  const frame = useRef<HTMLDivElement>(null)
  const [direction, setDirection] = useState<'across' | 'down'>()
  useLayoutEffect(() => {
    const box = frame.current
    if (box === null) return undefined
    const look = () => setDirection(box.clientWidth < narrow ? 'down' : 'across')
    look()
    const observer = new ResizeObserver(look)
    observer.observe(box)
    return () => observer.disconnect()
  }, [])
  const drawing = useAsk(
    'getDrawing',
    { query: { pipeline, direction } },
    { everyMs: 600_000, enabled: direction !== undefined, keepOld: true },
  )
  return (
    <div ref={frame}>
      <Loaded query={drawing} height={120}>
        {(reply) => (
          <div className="drawing-scroll" role="group" aria-label={title} tabIndex={0}>
            <div className="drawing" style={{ width: reply.width, height: reply.height }}>
              <svg width={reply.width} height={reply.height} aria-hidden="true">
                {reply.links.map(({ from, to, path }) => (
                  <path key={`${from} → ${to}`} d={path} />
                ))}
              </svg>
              {reply.bands.map((band) => (
                <h3 key={band.title} style={{ left: band.x, top: band.y - 16 }}>
                  {band.title}
                </h3>
              ))}
              {reply.nodes.map((node) => (
                <div
                  key={node.id}
                  className={`drawn-node ${classOf?.(node) ?? ''}`}
                  style={{ left: node.x, top: node.y, width: node.width, height: node.height }}
                >
                  {content(node)}
                </div>
              ))}
            </div>
          </div>
        )}
      </Loaded>
    </div>
  )
}
