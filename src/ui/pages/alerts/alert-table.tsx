import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { AlertSummaryReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatDayAndTime, formatDuration, formatMoment } from '../../format.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { seriesTitle } from '../monitors/found-words.ts'
import { AlertState } from '../monitors/monitor-words.tsx'

export interface AlertTableProps {
  /** Of these only; of all when it is absent. */
  readonly monitors?: readonly string[]
  readonly from?: string
}

/** The alerts of a time: what fires first. */
export function AlertTable({ monitors, from }: AlertTableProps) {
  const alerts = useAsk('listAlerts', {
    query: { limit: 500, ...(from === undefined ? {} : { from }) },
  })
  return (
    <Loaded query={alerts}>{(reply) => <Listed all={reply.alerts} monitors={monitors} />}</Loaded>
  )
}

interface ListedProps {
  readonly all: readonly AlertSummaryReply[]
  readonly monitors: readonly string[] | undefined
}

function Listed({ all, monitors }: ListedProps) {
  const rows = useMemo(
    () => all.filter(({ monitor }) => monitors === undefined || monitors.includes(monitor)),
    [all, monitors],
  )
  if (rows.length === 0) return <p className="soft">No alert in this time.</p>
  return (
    <Table id="alerts" title="Alerts" columns={alertColumns} rows={rows} rowKey={({ id }) => id} />
  )
}

const alertColumns: readonly TableColumn<AlertSummaryReply>[] = [
  {
    name: 'state',
    title: 'State',
    value: ({ state }) => state,
    show: (alert) => <AlertState alert={alert} />,
  },
  {
    name: 'rule',
    title: 'Alert',
    value: ({ rule }) => rule,
    show: ({ id, rule }) => (
      <Link to="/alerts/$id" params={{ id }}>
        {rule}
      </Link>
    ),
    long: true,
  },
  {
    name: 'of',
    title: 'Of',
    value: ({ series, slice }) => seriesTitle(series, slice),
    minor: true,
  },
  { name: 'monitor', title: 'Monitor', value: ({ monitor }) => monitor, minor: true },
  { name: 'found', title: 'Found', value: ({ found }) => found },
  {
    name: 'since',
    title: 'Since',
    value: ({ badSince }) => badSince,
    show: ({ badSince }) => (
      <time dateTime={badSince} title={formatMoment(badSince)}>
        {formatDayAndTime(badSince)}
      </time>
    ),
  },
  {
    name: 'lasted',
    title: 'Lasted',
    value: lastedMs,
    show: (alert) => formatDuration(lastedMs(alert)),
    minor: true,
  },
]

function lastedMs({ badSince, recoveredAt }: AlertSummaryReply): number {
  return (recoveredAt === null ? Date.now() : Date.parse(recoveredAt)) - Date.parse(badSince)
}
