import type { PlotOptions } from '@observablehq/plot'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { downloadCsv } from '../kit/download-csv.ts'
import type { CsvRow } from '../kit/to-csv.ts'
import { Skeleton } from '../kit/skeleton.tsx'
import { useWidth } from '../kit/use-width.ts'
import { brushOn } from './brush.ts'

/** The drawing library, or what of it we use. */
export type Drawing = typeof import('./plot.ts')

export interface ChartProps<Datum> {
  /** What it shows. */
  readonly title: string
  readonly unit?: string | undefined
  /** What a look at it would tell, for those who can't look. */
  readonly sentence: string
  /** The data as a table, for the download. */
  readonly csv: readonly CsvRow[]
  readonly height?: number
  /** Gives the same options for the same data: keep it in `useCallback`. */
  readonly options: (drawing: Drawing, width: number) => PlotOptions
  /** A click opens what the pointer is on. */
  readonly onPick?: (datum: Datum) => void
  /** Told of a stretch of the x axis that was drawn out with the pointer. */
  readonly onBrush?: ((from: number, until: number) => void) | undefined
  /** Instead of the picture, when there is nothing to draw. */
  readonly empty?: ReactNode
  readonly tools?: ReactNode
}

/** A picture with its title, a sentence for screen readers and its data as CSV. */
export function Chart<Datum>(props: ChartProps<Datum>) {
  const { title, unit, sentence, csv, height = 240, empty, tools } = props
  const id = useId()
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption className="chart-head">
        <h3 id={id}>
          {title}
          {unit === undefined ? null : <span className="soft chart-unit"> in {unit}</span>}
        </h3>
        <div className="chart-tools">
          {tools}
          {csv.length === 0 ? null : (
            <button
              type="button"
              className="button small"
              aria-label={`Download “${title}” as CSV`}
              onClick={() => downloadCsv(title, csv)}
            >
              CSV
            </button>
          )}
        </div>
      </figcaption>
      {csv.length === 0 && empty !== undefined ? (
        <div className="chart-empty" style={{ minHeight: height / 2 }}>
          {empty}
        </div>
      ) : (
        <>
          <p className="only-read-aloud">{sentence}</p>
          <Picture {...props} height={height} />
        </>
      )}
    </figure>
  )
}

function Picture<Datum>({
  options,
  onPick,
  onBrush,
  height,
}: ChartProps<Datum> & { height: number }) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const drawing = useDrawing()
  useEffect(() => {
    const box = frame.current
    if (box === null || width === 0 || typeof drawing !== 'object') return undefined
    const drawn = drawing.plot({ ...chartStyle, width, height, ...options(drawing, width) })
    drawn.setAttribute('aria-hidden', 'true')
    const pick = () => {
      const datum = (drawn as { value?: Datum | null }).value
      if (datum !== null && datum !== undefined) onPick?.(datum)
    }
    if (onPick !== undefined) drawn.addEventListener('click', pick)
    box.replaceChildren(drawn)
    const forget = onBrush === undefined ? undefined : brushOn(box, drawn, onBrush)
    return () => {
      forget?.()
      drawn.remove()
    }
  }, [drawing, width, height, options, onPick, onBrush])
  return (
    <div
      ref={frame}
      className={onPick === undefined ? 'picture' : 'picture picks'}
      style={{ minHeight: height }}
    >
      {drawing === 'failed' ? (
        <p className="soft">The drawing library did not load. The data is there as CSV.</p>
      ) : (
        <Skeleton height={height} />
      )}
    </div>
  )
}

/** How what stands under the pointer is told. */
export const tipStyle = {
  fill: 'var(--paper-raised)',
  stroke: 'var(--hairline-strong)',
  lineHeight: 1.4,
  textPadding: 10,
} as const

const chartStyle = {
  marginTop: 16,
  marginRight: 16,
  marginBottom: 40,
  marginLeft: 44,
  style: {
    background: 'transparent',
    fontFamily: 'var(--font-text)',
    fontSize: '12px',
    color: 'var(--ink-soft)',
    overflow: 'visible',
  },
} as const

function useDrawing(): Drawing | 'awaited' | 'failed' {
  const [drawing, setDrawing] = useState<Drawing | 'awaited' | 'failed'>('awaited')
  useEffect(() => {
    let left = false
    import('./plot.ts').then(
      (loaded) => {
        if (!left) setDrawing(loaded)
      },
      () => {
        if (!left) setDrawing('failed')
      },
    )
    return () => {
      left = true
    }
  }, [])
  return drawing
}
