import { Link, useParams } from '@tanstack/react-router'
import type { MonitorReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { Empty } from '../../kit/empty.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { MonitorState } from './monitor-words.tsx'
import { Measured } from './measured.tsx'
import { RunNow } from './run-now.tsx'
import { VerdictList } from './verdict-list.tsx'
import { WatchedLink } from './watched-link.tsx'

export function MonitorPage() {
  const { name = '' } = useParams({ strict: false })
  const monitor = useAsk('getMonitor', { params: { name } })
  return (
    <PageLoaded query={monitor} name={name} noun={<Link to="/monitors">Monitors</Link>}>
      {(reply) => <Shown monitor={reply} />}
    </PageLoaded>
  )
}

function Shown({ monitor }: { monitor: MonitorReply }) {
  const { name, latest } = monitor
  return (
    <>
      <PageHead
        noun={<Link to="/monitors">Monitors</Link>}
        name={name}
        state={<MonitorState state={monitor.state} />}
        sentence={monitor.description ?? undefined}
        action={<RunNow name={name} />}
      />
      <MonitorFacts monitor={monitor} />
      <Section
        title="What the rules say"
        aside={
          latest === null ? undefined : (
            <a
              href={`/api/v1/monitors/${encodeURIComponent(name)}/runs/${latest.id}/report.html`}
              target="_blank"
              rel="noreferrer"
            >
              The report of the newest window
            </a>
          )
        }
      >
        <VerdictList monitor={monitor} />
      </Section>
      {latest === null ? (
        <Empty title="It has not looked yet" command={`swell monitor run ${name}`}>
          The past is looked at as well: with <code>--from</code> and <code>--to</code> each of its
          windows is measured as if the monitor had been there.
        </Empty>
      ) : (
        <Measured monitors={[monitor]} />
      )}
    </>
  )
}

function MonitorFacts({ monitor }: { monitor: MonitorReply }) {
  const { watches, lastRun } = monitor
  const parts = watches.of.length === 0 ? '' : `, its ${watches.of.join(', ')}`
  return (
    <Facts
      facts={[
        [
          'Watches',
          <span key="watches">
            {watches.kind} <WatchedLink watches={watches} />
            {parts}
          </span>,
        ],
        ['Compared with', monitor.reference],
        ['Window', `${monitor.window}, ${monitor.every}`],
        monitor.slices.length === 0 ? undefined : ['Apart by', monitor.slices.join(', ')],
        ['Looked last', <Moment key="last" at={lastRun?.measuredAt ?? null} />],
        monitor.nextAt === null
          ? undefined
          : ['Looks again', <Moment key="next" at={monitor.nextAt} />],
        ['Tells', monitor.tells.length === 0 ? 'only these pages' : monitor.tells.join(', ')],
      ]}
    />
  )
}
