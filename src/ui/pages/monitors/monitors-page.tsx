import { Link } from '@tanstack/react-router'
import type { AlertSummaryReply, MonitorSummaryReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatDayAndTime, plural } from '../../format.ts'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { Section } from '../../kit/section.tsx'
import { State } from '../../kit/state.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { AlertTable } from '../alerts/alert-table.tsx'
import { DecisionTimeline } from '../decisions/decision-timeline.tsx'
import { groupColumns } from '../features/group-columns.tsx'
import { ModelAccuracy } from './model-accuracy.tsx'
import { foundWords } from './found-words.ts'
import { alertTone, AlertState, MonitorState } from './monitor-words.tsx'
import { ObjectiveList } from './objective-list.tsx'
import { WatchedLink } from './watched-link.tsx'

export function MonitorsPage() {
  const monitors = useAsk('listMonitors')
  const alerts = useAsk('listAlerts', { query: { limit: 100 } })
  const models = useAsk('listModels')
  const watched = new Set(
    (monitors.data?.monitors ?? []).flatMap(({ watches }) =>
      watches.kind === 'model' ? [watches.name] : [],
    ),
  )
  const wanting = (alerts.data?.alerts ?? []).filter(({ state }) => state !== 'recovered')
  return (
    <>
      <PageHead
        name="Monitors"
        state={
          monitors.data === undefined || alerts.data === undefined ? undefined : (
            <WholeState monitors={monitors.data.monitors} alerts={wanting} />
          )
        }
        sentence="Is it right, is the data as it was, and is anybody needed?"
      />
      <Wanting alerts={wanting} all={alerts.data?.alerts} />
      <Section title="What is watched">
        <Loaded query={monitors}>
          {(reply) =>
            reply.monitors.length === 0 ? (
              <Empty title="No monitor is declared">
                One is a few lines: <code>defineMonitor</code> says what is watched, against what,
                and what counts as bad; list it in <code>swell.config.ts</code>.
              </Empty>
            ) : (
              <Table
                id="monitors"
                title="Monitors"
                columns={monitorColumns}
                rows={reply.monitors}
                rowKey={({ name }) => name}
              />
            )
          }
        </Loaded>
      </Section>
      <ObjectiveList />
      <Section title="Alerts so far">
        <AlertTable />
      </Section>
      <Section title="What was decided">
        <DecisionTimeline limit={5} />
      </Section>
      {(monitors.data === undefined ? [] : (models.data?.models ?? []))
        .filter(({ name }) => !watched.has(name))
        .map(({ name }) => (
          <ModelAccuracy key={name} name={name} isLeftOutEmpty />
        ))}
      <Freshness />
    </>
  )
}

interface WholeStateProps {
  readonly monitors: readonly MonitorSummaryReply[]
  readonly alerts: readonly AlertSummaryReply[]
}

function WholeState({ monitors, alerts }: WholeStateProps) {
  const tones = alerts.map((alert) => alertTone(alert))
  const bad = tones.filter((tone) => tone === 'bad').length
  const warn = tones.filter((tone) => tone === 'warn').length
  if (bad > 0) return <State tone="bad">{plural(bad, 'alert')} wants a person</State>
  if (warn > 0) return <State tone="warn">{plural(warn, 'warning')}</State>
  if (monitors.length === 0) return <State tone="idle">nothing is watched yet</State>
  if (monitors.every(({ lastRun }) => lastRun === null)) {
    return <State tone="idle">not looked yet</State>
  }
  return <State tone="good">nobody is needed</State>
}

interface WantingProps {
  readonly alerts: readonly AlertSummaryReply[]
  readonly all: readonly AlertSummaryReply[] | undefined
}

/** What fires now, or when something did last. */
function Wanting({ alerts, all }: WantingProps) {
  const told = alerts.filter(({ state }) => state !== 'pending')
  if (all === undefined) return null
  if (told.length === 0) {
    const last = all
      .flatMap(({ recoveredAt }) => recoveredAt ?? [])
      .toSorted()
      .at(-1)
    return (
      <p className="soft">
        No alert fires.
        {last === undefined ? '' : ` The last one recovered on ${formatDayAndTime(last)}.`}
      </p>
    )
  }
  return (
    <ul className="attention" aria-label="Alerts that fire">
      {told.map((alert) => (
        <li key={alert.id}>
          <AlertState alert={alert} />
          <span>
            {alert.monitor}: {foundWords(alert)}; <Moment at={alert.badSince} />.
          </span>
          <Link to="/alerts/$id" params={{ id: alert.id }}>
            See the alert
          </Link>
        </li>
      ))}
    </ul>
  )
}

const monitorColumns: readonly TableColumn<MonitorSummaryReply>[] = [
  {
    name: 'state',
    title: 'State',
    value: ({ state }) => state,
    show: ({ state, lastRun }) => (
      <MonitorState state={state} {...(lastRun === null ? { word: 'not looked yet' } : {})} />
    ),
  },
  {
    name: 'name',
    title: 'Monitor',
    value: ({ name }) => name,
    show: ({ name }) => (
      <Link to="/monitors/$name" params={{ name }}>
        {name}
      </Link>
    ),
  },
  {
    name: 'watches',
    title: 'Watches',
    value: ({ watches }) => `${watches.kind} ${watches.name}`,
    show: ({ watches }) => (
      <>
        {watches.kind} <WatchedLink watches={watches} />
      </>
    ),
  },
  {
    name: 'rules',
    title: 'Rules kept',
    value: ({ lastRun }) => lastRun?.badCount ?? null,
    show: ({ rules, lastRun }) => rulesKept(rules.length, lastRun),
  },
  { name: 'reference', title: 'Against', value: ({ reference }) => reference, minor: true },
  {
    name: 'lastRun',
    title: 'Looked',
    value: ({ lastRun }) => lastRun?.measuredAt ?? null,
    show: ({ lastRun }) => <Moment at={lastRun?.measuredAt ?? null} />,
  },
  {
    name: 'nextAt',
    title: 'Looks again',
    value: ({ nextAt }) => nextAt,
    show: ({ nextAt, every }) => (nextAt === null ? every : <Moment at={nextAt} />),
    minor: true,
  },
]

function rulesKept(count: number, lastRun: MonitorSummaryReply['lastRun']): string {
  if (count === 0) return 'has none'
  if (lastRun === null) return `${count} to ask`
  return lastRun.badCount === 0 ? `all ${count}` : `all but ${lastRun.badCount}`
}

function Freshness() {
  const groups = useAsk('listGroups')
  return (
    <Section
      title="Freshness"
      sentence="A group is late when its newest commit is older than expected."
    >
      <Loaded query={groups}>
        {(reply) =>
          reply.groups.length === 0 ? (
            <Empty title="No feature groups">There is nothing whose age could be watched.</Empty>
          ) : (
            <Table
              id="groups"
              title="Freshness of the groups"
              columns={groupColumns}
              rows={reply.groups}
              rowKey={(group) => group.name}
            />
          )
        }
      </Loaded>
    </Section>
  )
}
