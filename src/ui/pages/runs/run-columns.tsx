import { Link } from '@tanstack/react-router'
import type { RunSummaryReply } from '../../../api/index.ts'
import { formatDuration, formatNumber } from '../../format.ts'
import { Moment } from '../../kit/moment.tsx'
import { RunState } from '../../kit/run-state.tsx'
import type { TableColumn } from '../../kit/table-column.ts'

/** How long a run took; null while it is open. */
export function durationOf(run: Pick<RunSummaryReply, 'startedAt' | 'endedAt'>): number | null {
  return run.endedAt === null ? null : Date.parse(run.endedAt) - Date.parse(run.startedAt)
}

export const runColumns: readonly TableColumn<RunSummaryReply>[] = [
  {
    name: 'name',
    title: 'Run',
    value: (run) => run.name,
    show: (run) => (
      <Link to="/runs/$id" params={{ id: run.id }}>
        {run.name}
      </Link>
    ),
  },
  { name: 'kind', title: 'Kind', value: (run) => run.kind, minor: true },
  {
    name: 'status',
    title: 'State',
    value: (run) => run.status,
    show: (run) => <RunState status={run.status} errorCode={run.errorCode} />,
  },
  {
    name: 'startedAt',
    title: 'Started',
    value: (run) => run.startedAt,
    show: (run) => <Moment at={run.startedAt} />,
  },
  {
    name: 'took',
    title: 'Took',
    value: durationOf,
    number: true,
    show: (run) => {
      const ms = durationOf(run)
      return ms === null ? <span className="soft">running</span> : formatDuration(ms)
    },
  },
  { name: 'reason', title: 'Why', value: (run) => run.reason, long: true, minor: true },
  {
    name: 'metrics',
    title: 'Metrics',
    value: (run) => metricsText(run),
    minor: true,
  },
]

/** What was measured of the machine meanwhile stands on the page of the run. */
function metricsText(run: RunSummaryReply): string {
  return Object.entries(run.metrics)
    .filter(([name]) => !name.startsWith('system/'))
    .map(([name, value]) => `${name} ${formatNumber(value)}`)
    .join(', ')
}
