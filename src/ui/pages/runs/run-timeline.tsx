import { useNavigate } from '@tanstack/react-router'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { TimelineReply } from '../../../api/index.ts'
import { formatDuration } from '../../format.ts'
import { useTick } from '../../kit/use-tick.ts'
import type { RunProgress } from '../../live/use-live-run.ts'
import { TimelineLine } from './timeline-line.tsx'
import { timelineRows, timeTicks, type TimelineRow } from './timeline-rows.ts'
import './runs.css'

export interface RunTimelineProps {
  readonly timeline: TimelineReply
  readonly progress: readonly RunProgress[]
  readonly chosen: string | undefined
  readonly onChoose: (row: TimelineRow | undefined) => void
}

const rowHeight = 32
const mostDrawn = 200

/** The steps of a run against time, each with why it ran or was skipped; what ran within them folds. */
export function RunTimeline({ timeline, progress, chosen, onChoose }: RunTimelineProps) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const [scrollTop, setScrollTop] = useState(0)
  const frame = useRef<HTMLUListElement>(null)
  const navigate = useNavigate()
  const { run } = timeline
  const nowMs = useTick(run.endedAt === null)
  const rows = useMemo(() => timelineRows(timeline, toggled), [timeline, toggled])
  const beginMs = Date.parse(run.startedAt)
  const endMs = run.endedAt === null ? nowMs : Date.parse(run.endedAt)
  const totalMs = Math.max(1, endMs - beginMs)
  const ticks = timeTicks(totalMs)
  const byRun = new Map(progress.map((one) => [one.runId, one]))
  const isLong = rows.length > mostDrawn
  const first = isLong ? Math.max(0, Math.floor(scrollTop / rowHeight) - 10) : 0
  const drawn = isLong ? rows.slice(first, first + 60) : rows

  const toggle = (key: string) => setToggled((old) => withToggled(old, key))
  const press = (event: KeyboardEvent) => {
    const at = rows.findIndex(({ key }) => key === chosen)
    const row = rows[at]
    const move = { ArrowDown: 1, ArrowUp: -1, End: rows.length, Home: -rows.length }[event.key]
    if (move !== undefined) {
      event.preventDefault()
      const next = Math.max(0, Math.min(rows.length - 1, at + move))
      onChoose(rows[next])
      scrollTo(frame.current, next)
    } else if (event.key === 'Enter' && row?.run !== undefined) {
      void navigate({ to: '/runs/$id', params: { id: row.run.id } })
    } else if (event.key === 'Escape') onChoose(undefined)
    else if (
      (event.key === 'ArrowRight' && row?.isOpen === false) ||
      (event.key === 'ArrowLeft' && row?.isOpen === true)
    ) {
      if (row.partCount > 0) toggle(row.key)
    }
  }

  return (
    <div className="timeline" data-testid="timeline">
      <div className="timeline-axis" aria-hidden="true">
        <div className="timeline-scale">
          {ticks.map((ms) => (
            <span key={ms} style={{ left: `${(100 * ms) / totalMs}%` }}>
              {tickText(ms)}
            </span>
          ))}
        </div>
      </div>
      <ul
        ref={frame}
        className={isLong ? 'timeline-rows long' : 'timeline-rows'}
        role="listbox"
        aria-label={`Steps of ${run.name}`}
        aria-activedescendant={chosen === undefined ? undefined : `row-${chosen}`}
        tabIndex={0}
        onKeyDown={press}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      >
        {first > 0 ? <li role="presentation" style={{ height: first * rowHeight }} /> : null}
        {drawn.map((row) => (
          <TimelineLine
            key={row.key}
            row={row}
            isChosen={row.key === chosen}
            progress={byRun.get(row.key)}
            ticks={ticks}
            time={{ beginMs, totalMs, nowMs }}
            onChoose={() => onChoose(row.key === chosen ? undefined : row)}
            onToggle={() => toggle(row.key)}
          />
        ))}
        {isLong ? (
          <li
            role="presentation"
            style={{ height: (rows.length - first - drawn.length) * rowHeight }}
          />
        ) : null}
      </ul>
    </div>
  )
}

/** `5 s`, not `5.0 s`. */
function tickText(ms: number): string {
  if (ms === 0) return '0'
  return ms < 60_000 && ms >= 1000 ? `${ms / 1000} s` : formatDuration(ms)
}

function withToggled(old: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(old)
  if (!next.delete(key)) next.add(key)
  return next
}

function scrollTo(frame: HTMLElement | null, at: number): void {
  if (frame === null) return
  const [top, bottom] = [at * rowHeight, (at + 1) * rowHeight]
  if (top < frame.scrollTop) frame.scrollTop = top
  if (bottom > frame.scrollTop + frame.clientHeight) frame.scrollTop = bottom - frame.clientHeight
}
