import { Link } from '@tanstack/react-router'
import type { LoggedRunReply } from '../../../../api/index.ts'
import { useAsk } from '../../../ask.ts'
import { formatDuration, shortId } from '../../../format.ts'
import { Choices } from '../../../kit/choices.tsx'
import { Empty } from '../../../kit/empty.tsx'
import { Id } from '../../../kit/id.tsx'
import { Moment } from '../../../kit/moment.tsx'
import { PageHead } from '../../../kit/page-head.tsx'
import { PageLoaded } from '../../../kit/page-loaded.tsx'
import { RunState } from '../../../kit/run-state.tsx'
import { Section } from '../../../kit/section.tsx'
import { State } from '../../../kit/state.tsx'
import { useTick } from '../../../kit/use-tick.ts'
import { useRunsNews } from '../../../live/use-runs-news.ts'
import { usePageSearch } from '../../../page-search.ts'
import { statusOfLogged } from './status-of-logged.ts'
import { DeleteRun } from './delete-run.tsx'
import { LoggedFacts } from './logged-facts.tsx'
import { LoggedOrigin } from './logged-origin.tsx'
import { MetricTable, ParamTable } from './logged-tables.tsx'
import { NoteEditor } from './note-editor.tsx'
import { RunCurves } from './run-curves.tsx'
import { RunFiles } from './run-files.tsx'
import '../runs.css'
import './logged-run.css'

/** A run that a program has logged: how it went, what it gave, with what it was made. */
export function LoggedRunPage({ id }: { id: string }) {
  const run = useAsk('getLoggedRun', { params: { id } }, { everyMs: 60_000 })
  useRunsNews()
  return (
    <PageLoaded query={run} name={`Run ${shortId(id)}`} noun={<Link to="/runs">Runs</Link>}>
      {(reply) => <LoggedRun run={reply} />}
    </PageLoaded>
  )
}

const views = [
  { value: '', title: 'Overview' },
  { value: 'files', title: 'Files' },
  { value: 'code', title: 'Code and data' },
  { value: 'system', title: 'System' },
]

function LoggedRun({ run }: { run: LoggedRunReply }) {
  const [search, setSearch] = usePageSearch()
  const view = search['view'] ?? ''
  return (
    <>
      <PageHead
        noun={<Place run={run} />}
        name={run.name}
        state={
          <>
            <RunState status={statusOfLogged(run.status)} />
            {run.isDeleted ? <State tone="idle">deleted</State> : null}
          </>
        }
        sentence={<Since run={run} />}
        action={
          <>
            <Link to="/runs/compare" search={{ runs: run.id } as never} className="button">
              Compare
            </Link>
            <DeleteRun run={run} />
          </>
        }
      />
      <div className="filters">
        <Choices
          label="What of the run"
          choices={views}
          value={views.some(({ value }) => value === view) ? view : ''}
          onChange={(value) => setSearch({ view: value })}
        />
      </div>
      {view === 'files' ? <RunFiles run={run} /> : null}
      {view === 'code' ? <LoggedOrigin run={run} /> : null}
      {view === 'system' ? <SystemMetrics run={run} /> : null}
      {['files', 'code', 'system'].includes(view) ? null : <Overview run={run} />}
    </>
  )
}

function Place({ run: { experiment, experimentId, parentId } }: { run: LoggedRunReply }) {
  return (
    <>
      <Link to="/runs">Runs</Link> ·{' '}
      <Link to="/runs" search={{ in: `e${experimentId}` } as never}>
        {experiment}
      </Link>
      {parentId === null ? null : (
        <>
          {' '}
          · part of{' '}
          <Link to="/runs/$id" params={{ id: parentId }}>
            another run
          </Link>
        </>
      )}
    </>
  )
}

function Since({ run: { startedAt, endedAt, status, user, id } }: { run: LoggedRunReply }) {
  const isOpen = statusOfLogged(status) === 'open'
  const nowMs = useTick(isOpen)
  const endMs = endedAt === null ? nowMs : Date.parse(endedAt)
  const took = startedAt === null ? '' : formatDuration(Math.max(0, endMs - Date.parse(startedAt)))
  return (
    <>
      Started <Moment at={startedAt} />
      {took === '' ? '' : isOpen ? `, running for ${took}` : `, took ${took}`}
      {user === '' ? '' : ` · by ${user}`} · <Id value={id} />
    </>
  )
}

function isSystem(metric: string): boolean {
  return metric.startsWith('system/')
}

function Overview({ run }: { run: LoggedRunReply }) {
  return (
    <>
      <Section title="As it went">
        <RunCurves
          runs={[run]}
          fits={(metric) => !isSystem(metric)}
          empty={
            <p className="soft">No metric was logged more than once: there is no curve to draw.</p>
          }
        />
      </Section>
      <div className="columns">
        <Section title="Metrics">
          <MetricTable metrics={Object.entries(run.metrics).filter(([name]) => !isSystem(name))} />
        </Section>
        <Section title="Parameters">
          <ParamTable params={Object.entries(run.params)} />
        </Section>
      </div>
      <NoteEditor key={run.id} run={run} />
      <LoggedFacts run={run} />
    </>
  )
}

function SystemMetrics({ run }: { run: LoggedRunReply }) {
  return (
    <Section title="What the machine did">
      <RunCurves
        runs={[run]}
        fits={isSystem}
        empty={
          <Empty
            title="No system metrics"
            command="export MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING=true"
          >
            A program of MLflow logs the use of processors, memory, disk and network with this set.
          </Empty>
        }
      />
    </Section>
  )
}
