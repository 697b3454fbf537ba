import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { formatDuration } from '../../format.ts'
import { useWidth } from '../../kit/use-width.ts'
import { findFlame, flameBoxes, type Flame, type FlameBox } from './flame-tree.ts'
import './profile.css'

export interface FlameGraphProps {
  readonly root: Flame
  /** Whether it shows a difference: more time in blue, less in amber. */
  readonly isDifference: boolean
  /** The key of the flame that fills the width. */
  readonly zoomed: string
  readonly searched: string
  readonly onZoom: (key: string) => void
}

const rowHeight = 22
const leastPixels = 1.5

/** Who called whom, each as wide as the time that it took; what it calls stands below. */
export function FlameGraph({ root, isDifference, zoomed, searched, onZoom }: FlameGraphProps) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const way = useMemo(() => findFlame(root, zoomed), [root, zoomed])
  const top = way.at(-1) ?? root
  const boxes = useMemo(
    () => (width === 0 ? [] : flameBoxes(top, leastPixels / width)),
    [top, width],
  )
  const [pointed, setPointed] = useState<string>()
  const shown = boxes.find(({ flame }) => flame.key === pointed) ?? boxes[0]
  const rows = Math.max(1, ...boxes.map(({ depth }) => depth + 1))
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && shown !== undefined) onZoom(shown.flame.key)
    else if (event.key === 'Escape') onZoom(way.at(-2)?.key ?? '')
    else {
      const next = shown === undefined ? undefined : neighbourOf(boxes, shown, event.key)
      if (next === undefined) return
      setPointed(next.flame.key)
    }
    event.preventDefault()
  }
  return (
    <div ref={frame} className="flame">
      <ol className="flame-way">
        {way.map((flame, at) => (
          <li key={flame.key}>
            {at === way.length - 1 ? (
              <strong>{flame.name}</strong>
            ) : (
              <button type="button" className="copy" onClick={() => onZoom(flame.key)}>
                {flame.name}
              </button>
            )}
          </li>
        ))}
      </ol>
      <svg
        width={width}
        height={rows * rowHeight}
        role="application"
        aria-label="Flame graph: arrows move, Enter zooms in, Escape out"
        tabIndex={0}
        onKeyDown={press}
        onPointerLeave={() => setPointed(undefined)}
      >
        {boxes.map((box) => (
          <Box
            key={box.flame.key}
            box={box}
            width={width}
            tone={isDifference ? toneOfChange(box.flame, root) : toneOfFile(box.flame)}
            isMatch={isMatch(box.flame, searched)}
            isPointed={box === shown && pointed !== undefined}
            onPoint={() => setPointed(box.flame.key)}
            onZoom={() => onZoom(box.flame.key)}
          />
        ))}
      </svg>
      <p className="flame-about" aria-live="polite">
        {shown === undefined ? null : (
          <About flame={shown.flame} root={root} isDifference={isDifference} />
        )}
      </p>
    </div>
  )
}

interface BoxProps {
  readonly box: FlameBox
  readonly width: number
  readonly tone: string
  readonly isMatch: boolean | undefined
  readonly isPointed: boolean
  readonly onPoint: () => void
  readonly onZoom: () => void
}

function Box({ box, width, tone, isMatch: matches, isPointed, onPoint, onZoom }: BoxProps) {
  const { flame, depth, from, to } = box
  const [x, room] = [from * width, (to - from) * width]
  const letters = Math.floor((room - 8) / 6.6)
  const classes = ['flame-box', tone, matches === false ? 'dimmed' : '', isPointed ? 'pointed' : '']
  return (
    <g
      className={classes.join(' ')}
      transform={`translate(${x} ${depth * rowHeight})`}
      onPointerEnter={onPoint}
      onClick={onZoom}
    >
      <rect width={Math.max(1, room - 1)} height={rowHeight - 1} rx="2" />
      {letters < 3 ? null : (
        <text x="4" y="15">
          {flame.name.length > letters ? `${flame.name.slice(0, letters - 1)}…` : flame.name}
        </text>
      )}
    </g>
  )
}

function isMatch({ name, file }: Flame, searched: string): boolean | undefined {
  if (searched === '') return undefined
  return `${name} ${file}`.toLowerCase().includes(searched.toLowerCase())
}

/** Whose code it is. */
function toneOfFile({ file, name }: Flame): string {
  if (file.startsWith('groundswell/')) return 'swell'
  if (file.startsWith('npm:')) return 'package'
  if (file.startsWith('node:') || name.startsWith('(')) return 'engine'
  return file === '' ? 'step' : 'own'
}

/** Seven colours from much less to much more, measured by the whole run. */
function toneOfChange({ totalMs, totalBeforeMs }: Flame, root: Flame): string {
  const change = (totalMs - totalBeforeMs) / Math.max(1e-9, root.totalMs, root.totalBeforeMs)
  const size = Math.abs(change)
  const steps = size < 0.005 ? 0 : size < 0.03 ? 1 : size < 0.15 ? 2 : 3
  return `change-${4 + Math.sign(change) * steps}`
}

function About({
  flame,
  root,
  isDifference,
}: {
  flame: Flame
  root: Flame
  isDifference: boolean
}) {
  const { name, file, line, totalMs, selfMs, totalBeforeMs } = flame
  const part = (100 * totalMs) / Math.max(1e-9, root.totalMs)
  return (
    <>
      <strong>{name}</strong>{' '}
      {file === '' ? null : (
        <code>{line > 0 && !file.startsWith('npm:') ? `${file}:${line}` : file}</code>
      )}{' '}
      <span className="soft">
        {formatDuration(totalMs)} ({part.toFixed(1)} %), {formatDuration(selfMs)} in itself
        {isDifference ? `; ${changeText(totalMs - totalBeforeMs)} than before` : ''}
      </span>
    </>
  )
}

function changeText(ms: number): string {
  if (Math.abs(ms) < 0.5) return 'no more'
  return `${formatDuration(Math.abs(ms))} ${ms > 0 ? 'more' : 'less'}`
}

function neighbourOf(
  boxes: readonly FlameBox[],
  from: FlameBox,
  key: string,
): FlameBox | undefined {
  const middle = (from.from + from.to) / 2
  const inRow = (depth: number) => boxes.filter((box) => box.depth === depth)
  switch (key) {
    case 'ArrowUp':
      return inRow(from.depth - 1).find((box) => box.from <= middle && box.to >= middle)
    case 'ArrowDown':
      return inRow(from.depth + 1).find(
        (box) => box.from >= from.from - 1e-9 && box.to <= from.to + 1e-9,
      )
    case 'ArrowLeft':
      return inRow(from.depth).findLast((box) => box.from < from.from)
    case 'ArrowRight':
      return inRow(from.depth).find((box) => box.from > from.from)
    default:
      return undefined
  }
}
