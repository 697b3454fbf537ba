import { formatCount, formatDuration } from '../../format.ts'
import { RunState, toneOfRun } from '../../kit/run-state.tsx'
import { Shape, State } from '../../kit/state.tsx'
import type { RunProgress } from '../../live/use-live-run.ts'
import type { TimelineRow } from './timeline-rows.ts'
import { withShortIds } from './with-run-links.tsx'

interface TimeSpan {
  readonly beginMs: number
  readonly totalMs: number
  readonly nowMs: number
}

export interface TimelineLineProps {
  readonly row: TimelineRow
  readonly isChosen: boolean
  readonly progress: RunProgress | undefined
  readonly ticks: readonly number[]
  readonly time: TimeSpan
  readonly onChoose: () => void
  readonly onToggle: () => void
}

/** One step against time: name, state, bar, how long it took, and why. */
export function TimelineLine(props: TimelineLineProps) {
  const { row, isChosen, progress, ticks, time, onChoose, onToggle } = props
  const { run } = row
  const why = whyText(row, progress)
  return (
    <li
      id={`row-${row.key}`}
      role="option"
      aria-selected={isChosen}
      className="timeline-line"
      onClick={onChoose}
    >
      <LineName row={row} onToggle={onToggle} />
      <span className="timeline-state">
        {run === undefined ? (
          <State tone="idle">waiting</State>
        ) : (
          <RunState status={run.status} errorCode={run.error?.code} />
        )}
      </span>
      <span className="timeline-track">
        {ticks.slice(1).map((ms) => (
          <span
            key={ms}
            className="timeline-tick"
            style={{ left: `${(100 * ms) / time.totalMs}%` }}
          />
        ))}
        {run === undefined ? null : <Bar run={run} progress={progress} time={time} />}
      </span>
      <span className="timeline-took number">{tookText(run, time.nowMs)}</span>
      <span className="timeline-why soft" title={why}>
        {why}
      </span>
    </li>
  )
}

function LineName({ row, onToggle }: Pick<TimelineLineProps, 'row' | 'onToggle'>) {
  const { name, depth, partCount, isOpen } = row
  return (
    <span className="timeline-name" style={{ paddingInlineStart: 20 * depth }}>
      {partCount === 0 ? null : (
        <button
          type="button"
          className="timeline-fold"
          aria-expanded={isOpen}
          aria-label={`${isOpen ? 'Fold' : 'Unfold'} ${name}`}
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation()
            onToggle()
          }}
        >
          {isOpen ? '▾' : '▸'}
        </button>
      )}
      <span className={`timeline-shape state ${toneOf(row)}`}>
        <Shape tone={toneOf(row)} />
      </span>
      <span className="timeline-title" title={name}>
        {name}
      </span>
      {partCount === 0 || isOpen ? null : (
        <span className="soft small nowrap">{partsText(row)}</span>
      )}
    </span>
  )
}

function toneOf({ run }: TimelineRow) {
  return run === undefined ? 'idle' : toneOfRun(run.status)
}

type Timed = NonNullable<TimelineRow['run']>

interface BarProps {
  readonly run: Timed
  readonly progress: RunProgress | undefined
  readonly time: TimeSpan
}

function Bar({ run, progress, time }: BarProps) {
  const total = progress?.total ?? null
  return (
    <span className={`timeline-bar ${run.status}`} style={barOf(run, time)}>
      {progress === undefined || total === null ? null : (
        <span
          className="timeline-done"
          style={{ width: `${(100 * progress.done) / Math.max(1, total)}%` }}
        />
      )}
    </span>
  )
}

function whyText({ run }: TimelineRow, progress: RunProgress | undefined): string {
  if (progress !== undefined) return progressText(progress)
  return withShortIds(run?.error?.message ?? run?.reason ?? '')
}

function partsText({ partCount, failedCount }: TimelineRow): string {
  const failed = failedCount === 0 ? '' : `, ${formatCount(failedCount)} failed`
  return `${formatCount(partCount)} parts${failed}`
}

function progressText({ work, done, total }: RunProgress): string {
  if (total === null || total === 0) return `${work} ${formatCount(done)}`
  return `${work} ${formatCount(done)} of ${formatCount(total)}`
}

function tookMs({ startedAt, endedAt }: Timed, nowMs: number): number {
  return (endedAt === null ? nowMs : Date.parse(endedAt)) - Date.parse(startedAt)
}

function tookText(run: Timed | undefined, nowMs: number): string {
  if (run === undefined || run.status === 'skipped') return '–'
  return formatDuration(Math.max(0, tookMs(run, nowMs)))
}

function barOf(run: Timed, { beginMs, totalMs, nowMs }: TimeSpan) {
  const startMs = Date.parse(run.startedAt) - beginMs
  return {
    left: `${Math.max(0, Math.min(99.6, (100 * startMs) / totalMs))}%`,
    width: `${Math.max(0, Math.min(100, (100 * tookMs(run, nowMs)) / totalMs))}%`,
  }
}
