import type { PipelineReply } from '../../../api/index.ts'
import { formatDuration } from '../../format.ts'
import { Facts } from '../../kit/facts.tsx'
import { RunState } from '../../kit/run-state.tsx'
import { durationOf } from '../runs/run-columns.tsx'
import { WithRunLinks } from '../runs/with-run-links.tsx'
import { LastRunLink } from './last-run-link.tsx'

/** The step that was chosen in the graph of a pipeline. */
export function StepFacts({ step }: { step: PipelineReply['steps'][number] }) {
  const { name, description, lastRun, after } = step
  const tookMs = lastRun === null ? null : durationOf(lastRun)
  return (
    <div className="step-panel" role="group" aria-label={`Step ${name}`}>
      <div className="step-panel-head">
        <h3>{name}</h3>
        {lastRun === null ? null : (
          <RunState status={lastRun.status} errorCode={lastRun.errorCode} />
        )}
      </div>
      {description === undefined ? null : <p>{description}</p>}
      <Facts
        facts={[
          ['Last run', <LastRunLink key="run" run={lastRun} />],
          ['Took', tookMs === null || lastRun?.status === 'skipped' ? '–' : formatDuration(tookMs)],
          ['Waits for', after.length === 0 ? 'nothing' : after.join(', ')],
          lastRun?.reason === null || lastRun === null
            ? undefined
            : ['Why', <WithRunLinks key="why" text={lastRun.reason} />],
        ]}
      />
    </div>
  )
}
