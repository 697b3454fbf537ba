import { Link } from '@tanstack/react-router'
import type { RunReply } from '../../../api/index.ts'
import { formatDuration } from '../../format.ts'
import { RunState } from '../../kit/run-state.tsx'
import { useNow } from '../../kit/use-now.ts'
import { durationOf } from './run-columns.tsx'

type Step = RunReply['steps'][number]

/** The steps of a run against time, each with why it ran or was skipped. */
export function RunTimeline({ run }: { run: RunReply }) {
  const nowMs = useNow()
  const beginMs = Date.parse(run.startedAt)
  const endMs = run.endedAt === null ? nowMs : Date.parse(run.endedAt)
  const totalMs = Math.max(1, endMs - beginMs)
  return (
    <ol className="timeline">
      {run.steps.map((step) => (
        <li key={step.id}>
          <span className="timeline-name">
            <Link to="/runs/$id" params={{ id: step.id }}>
              {step.name}
            </Link>
            <RunState status={step.status} />
          </span>
          <span className="timeline-track">
            <span
              className={`timeline-bar ${step.status}`}
              style={barOf(step, { beginMs, totalMs, nowMs })}
            />
          </span>
          <span className="timeline-took number">{tookText(step)}</span>
          <span className="timeline-why soft">{step.reason ?? ''}</span>
        </li>
      ))}
    </ol>
  )
}

function barOf(step: Step, time: { beginMs: number; totalMs: number; nowMs: number }) {
  const startMs = Date.parse(step.startedAt) - time.beginMs
  const tookMs = durationOf(step) ?? time.nowMs - Date.parse(step.startedAt)
  return {
    left: `${Math.min(99.5, (100 * startMs) / time.totalMs)}%`,
    width: `${Math.max(0.5, Math.min(100, (100 * tookMs) / time.totalMs))}%`,
  }
}

function tookText(step: Step): string {
  if (step.status === 'skipped') return '–'
  const tookMs = durationOf(step)
  return tookMs === null ? 'running' : formatDuration(tookMs)
}
