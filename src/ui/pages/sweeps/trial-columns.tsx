import { Link } from '@tanstack/react-router'
import type { SearchedParameterReply, SweepReply, SweptTrialReply } from '../../../api/index.ts'
import { formatDuration } from '../../format.ts'
import { State } from '../../kit/state.tsx'
import type { TableColumn } from '../../kit/table-column.ts'

export function trialColumns(
  parameters: readonly SearchedParameterReply[],
  metric: string,
  better: SweepReply['better'],
): readonly TableColumn<SweptTrialReply>[] {
  return [
    {
      name: 'trial',
      title: 'Trial',
      number: true,
      value: ({ number }) => number,
      show: ({ number, runId }) => (
        <Link to="/runs/$id" params={{ id: runId }}>
          {number}
        </Link>
      ),
    },
    { name: 'metric', title: metric, number: true, better, value: wholeValue },
    ...parameters.map(({ name, choices }): TableColumn<SweptTrialReply> => ({
      name: `parameter ${name}`,
      title: name,
      number: choices === null,
      value: ({ values }) => {
        const value = values[name] ?? null
        return typeof value === 'number' ? Number(value.toPrecision(4)) : value
      },
    })),
    {
      name: 'state',
      title: 'State',
      value: stateOf,
      show: (trial) => <TrialState trial={trial} />,
    },
    {
      name: 'took',
      title: 'Took',
      minor: true,
      number: true,
      value: ({ tookMs }) => tookMs,
      show: ({ tookMs }) => (tookMs === null ? '' : formatDuration(tookMs)),
    },
  ]
}

/** What a trial that was given up had so far is no value to compare. */
function wholeValue({ found, isPruned }: SweptTrialReply): number | null {
  return found === null || isPruned ? null : Number(found.toPrecision(5))
}

function stateOf({ status, isPruned, stageCount }: SweptTrialReply): string {
  if (isPruned) return `given up after ${stageCount}`
  return { open: 'running', succeeded: 'whole', failed: 'failed', interrupted: 'broken off' }[
    status
  ]
}

function TrialState({ trial }: { trial: SweptTrialReply }) {
  const tone = { open: 'busy', succeeded: 'good', failed: 'bad', interrupted: 'idle' } as const
  return (
    <span title={trial.problem ?? undefined}>
      <State tone={trial.isPruned ? 'idle' : tone[trial.status]}>{stateOf(trial)}</State>
    </span>
  )
}
