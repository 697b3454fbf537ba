import type { PipelineReply } from '../../../api/index.ts'
import { formatDuration } from '../../format.ts'
import { Facts } from '../../kit/facts.tsx'
import { Moment } from '../../kit/moment.tsx'
import { RunState } from '../../kit/run-state.tsx'
import { durationOf } from '../runs/run-columns.tsx'
import { LastRunLink } from './last-run-link.tsx'

export function PipelineFacts({ pipeline }: { pipeline: PipelineReply }) {
  const { schedule, lastRun } = pipeline
  const tookMs = lastRun === null ? null : durationOf(lastRun)
  return (
    <Facts
      facts={[
        ['Last run', <LastRunLink key="run" run={lastRun} />],
        [
          'Ended',
          lastRun === null ? (
            '–'
          ) : (
            <RunState key="state" status={lastRun.status} errorCode={lastRun.errorCode} />
          ),
        ],
        ['Took', tookMs === null ? '–' : formatDuration(tookMs)],
        [
          'Schedule',
          schedule === null ? (
            'none: by hand'
          ) : (
            <span key="words">
              {schedule.words.join(', ')}
              {schedule.pausedAt === null ? '' : '; paused'}
            </span>
          ),
        ],
        [
          'Next',
          schedule === null ? '–' : <Moment key="next" at={schedule.nextRunsAt[0] ?? null} />,
        ],
      ]}
    />
  )
}
