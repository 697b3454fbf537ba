import { Link, useParams } from '@tanstack/react-router'
import type { RunReply, TimelineReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatDuration, shortId } from '../../format.ts'
import { Choices } from '../../kit/choices.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { RunState } from '../../kit/run-state.tsx'
import { Section } from '../../kit/section.tsx'
import { useTick } from '../../kit/use-tick.ts'
import { useLiveRun } from '../../live/use-live-run.ts'
import { usePageSearch } from '../../page-search.ts'
import { RunChecks } from '../checks/run-checks.tsx'
import { StepsDrawing } from '../graph/steps-drawing.tsx'
import { LoggedRunPage } from './logged/logged-run-page.tsx'
import { RunActions } from './run-actions.tsx'
import { RunError } from './run-error.tsx'
import { RunFacts } from './run-facts.tsx'
import { RunRecord } from './logged/run-record.tsx'
import { RunLog } from './run-log.tsx'
import { RunTimeline } from './run-timeline.tsx'
import { RunValues } from './run-values.tsx'
import { StepPanel } from './step-panel.tsx'
import { WithRunLinks } from './with-run-links.tsx'

export function RunPage() {
  const { id = '' } = useParams({ strict: false })
  // Runs of the platform have ids of their own form.
  return !id.startsWith('run_') ? <LoggedRunPage key={id} id={id} /> : <RunOf key={id} id={id} />
}

function RunOf({ id }: { id: string }) {
  const run = useAsk('getRun', { params: { id }, query: { steps: 'none' } }, { everyMs: 60_000 })
  return (
    <PageLoaded query={run} name={`Run ${shortId(id)}`} noun={<Link to="/runs">Runs</Link>}>
      {(reply) => <Run run={reply} />}
    </PageLoaded>
  )
}

function Run({ run }: { run: RunReply }) {
  const live = useLiveRun(run.id)
  return (
    <PageLoaded query={live.timeline} name={run.name} noun={<Link to="/runs">Runs</Link>}>
      {(timeline) => <Seen run={run} timeline={timeline} live={live} />}
    </PageLoaded>
  )
}

interface SeenProps {
  readonly run: RunReply
  readonly timeline: TimelineReply
  readonly live: ReturnType<typeof useLiveRun>
}

function Seen({ run, timeline, live }: SeenProps) {
  const { status, error, reason } = timeline.run
  const isOpen = status === 'open'
  const steps = timeline.runs.filter(({ parentId }) => parentId === run.id)
  const inOrder = [...new Set([...timeline.plan, ...steps.map(({ name }) => name)])]
  return (
    <>
      <PageHead
        noun={
          <>
            <Link to="/runs">Runs</Link> ·{' '}
            {run.kind === 'pipeline' ? (
              <Link to="/pipelines/$name" params={{ name: run.name }}>
                pipeline
              </Link>
            ) : run.settings['kind'] === 'model sweep' ? (
              <Link to="/runs/$id/sweep" params={{ id: run.id }}>
                sweep: its trials and what matters
              </Link>
            ) : (
              run.kind
            )}
          </>
        }
        name={run.name}
        state={<RunState status={status} errorCode={error?.code} />}
        sentence={
          <>
            <Since timeline={timeline} />
            {reason === null ? null : (
              <>
                {' · '}
                <WithRunLinks text={reason} />
              </>
            )}
          </>
        }
        action={<RunActions run={run} timeline={timeline} />}
      />
      {error === null ? null : <RunError error={error} />}
      {timeline.plan.length > 0 || timeline.runs.length > 0 ? (
        <Steps run={run} timeline={timeline} live={live} />
      ) : null}
      {run.kind === 'step' ? <RunValues runId={run.id} isOpen={isOpen} /> : null}
      <RunChecks runId={run.id} />
      <RunRecord run={run} />
      <RunLog
        runId={run.id}
        stepNames={run.kind === 'pipeline' ? inOrder : []}
        live={live.lines}
        isOpen={isOpen}
      />
      <RunFacts run={run} />
    </>
  )
}

function Since({ timeline: { run } }: { timeline: TimelineReply }) {
  const nowMs = useTick(run.endedAt === null)
  const endMs = run.endedAt === null ? nowMs : Date.parse(run.endedAt)
  const tookText = formatDuration(Math.max(0, endMs - Date.parse(run.startedAt)))
  return (
    <>
      Started <Moment at={run.startedAt} />,{' '}
      {run.endedAt === null ? `running for ${tookText}` : `took ${tookText}`}
    </>
  )
}

/** The steps against time or as a graph, and the one that was chosen. */
function Steps({ run, timeline, live }: SeenProps) {
  const [search, setSearch] = usePageSearch()
  const isGraph = search['view'] === 'graph' && run.kind === 'pipeline'
  const byName = (name: string | undefined) =>
    timeline.runs.find((one) => one.name === name && one.parentId === run.id)
  const chosen = timeline.runs.find(({ id }) => id === search['part']) ?? byName(search['step'])
  const choose = (key: string | undefined, name: string | undefined, depth: number) =>
    setSearch({ step: depth === 0 ? name : search['step'], part: depth === 0 ? undefined : key })
  return (
    <Section
      title={run.kind === 'step' ? 'Parts' : 'Steps'}
      aside={
        run.kind === 'pipeline' ? (
          <Choices
            label="How to see the steps"
            choices={[
              { value: '', title: 'Timeline' },
              { value: 'graph', title: 'Graph' },
            ]}
            value={isGraph ? 'graph' : ''}
            onChange={(value) => setSearch({ view: value })}
          />
        ) : null
      }
    >
      {isGraph ? (
        <StepsDrawing
          pipeline={run.name}
          runOf={byName}
          chosen={chosen?.name}
          isRunning={timeline.run.status === 'open'}
          onChoose={(name) => choose(undefined, name, 0)}
        />
      ) : (
        <RunTimeline
          timeline={timeline}
          progress={live.progress}
          chosen={chosen?.id ?? search['step']}
          onChoose={(row) =>
            row === undefined
              ? setSearch({ step: undefined, part: undefined })
              : choose(row.key, row.name, row.depth)
          }
        />
      )}
      {chosen === undefined ? null : (
        <StepPanel
          key={chosen.id}
          run={chosen}
          onClose={() => setSearch({ step: undefined, part: undefined })}
        />
      )}
    </Section>
  )
}
