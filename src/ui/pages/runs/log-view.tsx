import { useLayoutEffect, useRef, useState } from 'react'
import { formatMoment } from '../../format.ts'
import { keyOf, splitAtMatches, type ShownLine } from './log-lines.ts'

export interface LogViewProps {
  readonly lines: readonly ShownLine[]
  readonly searched: string
  readonly isOpen: boolean
}

const lineHeight = 20
const drawnAtOnce = 60
/** Up to so many lines are all drawn, and long ones wrap. */
const fewLines = 300

/** Lines of a log; while it goes on, the newest stays in sight unless the reader has scrolled up. */
export function LogView({ lines, searched, isOpen }: LogViewProps) {
  const frame = useRef<HTMLOListElement>(null)
  const isAtEnd = useRef(true)
  const [scrollTop, setScrollTop] = useState(0)
  useLayoutEffect(() => {
    const box = frame.current
    if (box !== null && isOpen && isAtEnd.current) box.scrollTop = box.scrollHeight
  }, [lines, isOpen])
  const isLong = lines.length > fewLines
  const first = isLong ? Math.max(0, Math.floor(scrollTop / lineHeight) - 15) : 0
  const drawn = isLong ? lines.slice(first, first + drawnAtOnce) : lines
  const rest = lines.length - first - drawn.length
  return (
    <ol
      ref={frame}
      className={isLong ? 'log long' : 'log'}
      tabIndex={0}
      aria-label="Log lines"
      onScroll={({ currentTarget: box }) => {
        isAtEnd.current = box.scrollTop + box.clientHeight > box.scrollHeight - 2 * lineHeight
        setScrollTop(box.scrollTop)
      }}
    >
      {first > 0 ? <li aria-hidden="true" style={{ height: first * lineHeight }} /> : null}
      {drawn.map((line) => (
        <li key={keyOf(line)} className={line.level}>
          <time dateTime={line.at} title={formatMoment(line.at)}>
            {line.at.slice(11, 19)}
          </time>
          <span className="log-level">{line.level === 'info' ? '' : line.level}</span>
          <span className="log-step">{line.step ?? ''}</span>
          <span className="log-text">
            {splitAtMatches(line.text, searched).map((piece, at) =>
              at % 2 === 1 ? <mark key={at}>{piece}</mark> : piece,
            )}
          </span>
        </li>
      ))}
      {rest > 0 ? <li aria-hidden="true" style={{ height: rest * lineHeight }} /> : null}
    </ol>
  )
}
