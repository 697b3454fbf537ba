import { Link } from '@tanstack/react-router'
import type { TimelineRunReply } from '../../../api/index.ts'
import { formatDuration } from '../../format.ts'
import { RunState } from '../../kit/run-state.tsx'
import { durationOf } from './run-columns.tsx'
import { RunError } from './run-error.tsx'
import { RunValues } from './run-values.tsx'
import { WithRunLinks } from './with-run-links.tsx'

/** The step that was chosen: why it ran, what it was given, what it gave. */
export function StepPanel({ run, onClose }: { run: TimelineRunReply; onClose: () => void }) {
  const tookMs = durationOf(run)
  return (
    <div className="step-panel" role="group" aria-label={`Step ${run.name}`}>
      <div className="step-panel-head">
        <h3>{run.name}</h3>
        <RunState status={run.status} errorCode={run.error?.code} />
        {tookMs === null || run.status === 'skipped' ? null : (
          <span className="soft">took {formatDuration(tookMs)}</span>
        )}
        <Link to="/runs/$id" params={{ id: run.id }}>
          Its own page
        </Link>
        <button type="button" className="button small" onClick={onClose}>
          Close
        </button>
      </div>
      {run.reason === null ? null : (
        <p className="soft">
          {run.status === 'skipped' ? 'Skipped: ' : 'Ran because '}
          <WithRunLinks text={run.reason} />
        </p>
      )}
      {run.error === null ? null : <RunError error={run.error} />}
      <RunValues runId={run.id} isOpen={run.status === 'open'} />
    </div>
  )
}
