import { Link, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { AlertReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import type { AxisEvent, TimeDomain } from '../../charts/axis-event.ts'
import { SeriesChart, type SeriesLimit } from '../../charts/series-chart.tsx'
import { formatDayAndTime, formatDuration } from '../../format.ts'
import { Command } from '../../kit/command.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Id } from '../../kit/id.tsx'
import { Moment } from '../../kit/moment.tsx'
import { useNow } from '../../kit/use-now.ts'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { State, type Tone } from '../../kit/state.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn, TableValue } from '../../kit/table-column.ts'
import { WithCode } from '../../kit/with-code.tsx'
import { seriesTitle } from '../monitors/found-words.ts'
import { AlertState } from '../monitors/monitor-words.tsx'
import '../monitors/monitors.css'
import { AlertActions } from './alert-actions.tsx'

export function AlertPage() {
  const { id = '' } = useParams({ strict: false })
  const alert = useAsk('getAlert', { params: { id } })
  return (
    <PageLoaded query={alert} name="Alert" noun={<Link to="/monitors">Monitors</Link>}>
      {(reply) => <Shown alert={reply} />}
    </PageLoaded>
  )
}

function Shown({ alert }: { alert: AlertReply }) {
  return (
    <>
      <PageHead
        noun={
          <Link to="/monitors/$name" params={{ name: alert.monitor }}>
            {alert.monitor}
          </Link>
        }
        name={`${alert.rule}${alert.slice === '' ? '' : `, ${alert.slice}`}`}
        state={<AlertState alert={alert} />}
        sentence={alert.what}
        action={<AlertActions alert={alert} />}
      />
      <AlertFacts alert={alert} />
      <Section title="What happened">
        <AlertChart alert={alert} />
      </Section>
      <Section
        title="What changed upstream"
        sentence="Since the rule was kept last, along the lineage; newest first."
      >
        <Upstream alert={alert} />
      </Section>
      <Section title="The next step">
        <ol className="next-steps">
          {alert.next.map((step) => (
            <li key={step}>
              <WithCode text={step} />
            </li>
          ))}
        </ol>
        {alert.gate === null ? null : (
          <>
            <p className="soft">
              A version that breaks this rule need not be promoted: as a gate of the model it is
            </p>
            <Command text={alert.gate} />
          </>
        )}
      </Section>
      <Section title="The rows" sentence="Of the window; those that tell most first.">
        <AlertRows rows={alert.rows} />
      </Section>
      <div className="columns">
        <Section title="Its history">
          <ol className="moves">
            {alert.history.map(({ at, what, by }) => (
              <li key={`${at} ${what}`}>
                <span>{what}</span>
                <Moment at={at} />
                <span className="soft small">{by === null ? '' : `by ${by}`}</span>
              </li>
            ))}
          </ol>
        </Section>
        <Section title="Who was told">
          <Deliveries deliveries={alert.deliveries} />
        </Section>
      </div>
    </>
  )
}

function AlertFacts({ alert }: { alert: AlertReply }) {
  const { badSince, recoveredAt } = alert
  const nowMs = useNow()
  const end = recoveredAt === null ? nowMs : Date.parse(recoveredAt)
  return (
    <Facts
      facts={[
        ['Found', `${alert.found}, wanted ${alert.wanted}`],
        ['Since', <Moment key="since" at={badSince} />],
        [
          recoveredAt === null ? 'Lasts' : 'Lasted',
          formatDuration(Math.max(0, end - Date.parse(badSince))),
        ],
        ['Severity', alert.severity],
        alert.runId === null
          ? undefined
          : [
              'Window',
              <Link
                key="run"
                to="/monitors/$name"
                params={{ name: alert.monitor }}
                search={{ run: alert.runId }}
              >
                see its columns
              </Link>,
            ],
        ['Id', <Id key="id" value={alert.id} />],
      ]}
    />
  )
}

function AlertChart({ alert }: { alert: AlertReply }) {
  const { points, atMost, atLeast, severity, series, slice } = alert
  const lines = useMemo(
    () => [{ name: series, manner: 'current', points } as const],
    [series, points],
  )
  const limits = useMemo(
    (): readonly SeriesLimit[] => [
      ...(atMost === null ? [] : [{ value: atMost, side: 'atMost', severity } as const]),
      ...(atLeast === null ? [] : [{ value: atLeast, side: 'atLeast', severity } as const]),
    ],
    [atMost, atLeast, severity],
  )
  const domain = useMemo(() => domainOf(alert), [alert])
  const events = useMemo(() => deploymentsOf(alert), [alert])
  return (
    <SeriesChart
      title={seriesTitle(series, slice)}
      lines={lines}
      limits={limits}
      events={events}
      domain={domain}
      height={240}
    />
  )
}

function domainOf({ points, badSince, lastSeenAt }: AlertReply): TimeDomain {
  const moments = [...points.map(({ at }) => at), badSince, lastSeenAt].map((at) => Date.parse(at))
  return [new Date(Math.min(...moments)), new Date(Math.max(...moments))]
}

function deploymentsOf({ upstream }: AlertReply): readonly AxisEvent[] {
  return upstream
    .filter(({ kind }) => kind === 'alias')
    .map(({ at, what, address }) => ({
      kind: 'deployment',
      at: new Date(at),
      what,
      to: address ?? '/models',
    }))
}

function Upstream({ alert: { upstream } }: { alert: AlertReply }) {
  if (upstream.length === 0) {
    return (
      <p className="soft">
        Nothing: no commit, version, alias or run. The world changed, or what is measured is rare.
      </p>
    )
  }
  return (
    <ol className="moves">
      {upstream.map(({ at, kind, what, address }) => (
        <li key={`${at} ${what}`}>
          <span>
            <span className="tag">{kind}</span>{' '}
            {address === null ? what : <a href={address}>{what}</a>}
          </span>
          <time className="nowrap" dateTime={at}>
            {formatDayAndTime(at)}
          </time>
        </li>
      ))}
    </ol>
  )
}

function AlertRows({ rows }: { rows: AlertReply['rows'] }) {
  const columns = useMemo((): readonly TableColumn<AlertReply['rows'][number]>[] => {
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
    return names.map((name) => ({
      name,
      title: name,
      value: (row) => toValue(row[name]),
      number: rows.every(
        (row) => ['number', 'undefined'].includes(typeof row[name]) || row[name] === null,
      ),
    }))
  }, [rows])
  if (rows.length === 0) return <p className="soft">There is no row to be shown.</p>
  return (
    <Table
      id="rows"
      title="Rows of the window"
      columns={columns}
      rows={rows}
      rowKey={(row) => JSON.stringify(row)}
    />
  )
}

function toValue(value: unknown): TableValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') {
    return value
  }
  return JSON.stringify(value)
}

type Delivery = AlertReply['deliveries'][number]

const deliveryTones: Readonly<Record<Delivery['status'], Tone>> = {
  waiting: 'busy',
  delivered: 'good',
  'given up': 'bad',
}

function Deliveries({ deliveries }: { deliveries: readonly Delivery[] }) {
  if (deliveries.length === 0) {
    return <p className="soft">Nobody: the monitor names no channel, or it was silenced.</p>
  }
  return (
    <ol className="moves">
      {deliveries.map(({ id, channel, kind, status, attemptCount, lastProblem, createdAt }) => (
        <li key={id}>
          <span>
            <State tone={deliveryTones[status]}>{status}</State> {channel}, that it{' '}
            {kind === 'fired' ? 'fires' : 'recovered'}
          </span>
          <Moment at={createdAt} />
          <span className="soft small">
            {attemptCount > 1 ? `${attemptCount} attempts` : ''} {lastProblem ?? ''}
          </span>
        </li>
      ))}
    </ol>
  )
}
