import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { PipelineReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatDayAndTime } from '../../format.ts'
import { Command } from '../../kit/command.tsx'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { RunState } from '../../kit/run-state.tsx'
import { Section } from '../../kit/section.tsx'
import { State } from '../../kit/state.tsx'
import { Table } from '../../kit/table.tsx'
import { useRunsNews } from '../../live/use-runs-news.ts'
import { usePageSearch } from '../../page-search.ts'
import { runColumns } from '../runs/run-columns.tsx'
import { PipelineFacts } from './pipeline-facts.tsx'
import { PipelineHistory } from './pipeline-history.tsx'
import { PipelineSteps } from './pipeline-steps.tsx'
import { RunPipelineButton } from './run-pipeline-button.tsx'
import { StepFacts } from './step-facts.tsx'

export function PipelinePage() {
  const { name = '' } = useParams({ strict: false })
  useRunsNews()
  const pipeline = useAsk('getPipeline', { params: { name } }, { everyMs: 60_000 })
  return (
    <PageLoaded query={pipeline} name={name} noun={<Link to="/pipelines">Pipelines</Link>}>
      {(reply) => <Pipeline pipeline={reply} />}
    </PageLoaded>
  )
}

function Pipeline({ pipeline }: { pipeline: PipelineReply }) {
  const { name, lastRun, steps } = pipeline
  const [search, setSearch] = usePageSearch()
  const step = steps.find((one) => one.name === search['step'])
  const navigate = useNavigate()
  return (
    <>
      <PageHead
        noun={<Link to="/pipelines">Pipelines</Link>}
        name={name}
        state={
          lastRun === null ? (
            <State tone="idle">never ran</State>
          ) : (
            <RunState status={lastRun.status} errorCode={lastRun.errorCode} />
          )
        }
        sentence={pipeline.description}
        action={
          <>
            {lastRun?.status === 'open' ? (
              <button
                type="button"
                className="button"
                onClick={() => void navigate({ to: '/runs/$id', params: { id: lastRun.id } })}
              >
                Watch it run
              </button>
            ) : null}
            <RunPipelineButton name={name} />
          </>
        }
      />
      <Section title="Steps">
        <PipelineSteps
          pipeline={pipeline}
          chosen={step?.name}
          onChoose={(one) => setSearch({ step: one === step?.name ? undefined : one })}
        />
        {step === undefined ? <PipelineFacts pipeline={pipeline} /> : <StepFacts step={step} />}
      </Section>
      <PipelineHistory name={name} steps={steps.map((one) => one.name)} />
      {pipeline.schedule === null ? null : <NextRuns schedule={pipeline.schedule} />}
      <Runs name={name} />
      <Section title="From the command line">
        <Command text={`swell run ${name}`} />
      </Section>
    </>
  )
}

function NextRuns({ schedule }: { schedule: NonNullable<PipelineReply['schedule']> }) {
  return (
    <Section
      title="Next by schedule"
      sentence="Schedules run while the server is up, one run of a pipeline at a time."
    >
      <ul className="plain-list">
        {schedule.nextRunsAt.map((at) => (
          <li key={at}>
            {formatDayAndTime(at)} UTC, <Moment at={at} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Runs({ name }: { name: string }) {
  const runs = useAsk(
    'listRuns',
    { query: { kind: 'pipeline', name, limit: 500 } },
    { everyMs: 60_000 },
  )
  return (
    <Section title="Runs">
      <Loaded query={runs} height={240}>
        {(reply) =>
          reply.runs.length === 0 ? (
            <Empty title="It never ran" command={`swell run ${name}`}>
              Run it with the button above, or by hand. Each run appears here as soon as it starts.
            </Empty>
          ) : (
            <Table
              id="runs"
              title={`Runs of ${name}`}
              columns={runColumns}
              rows={reply.runs}
              rowKey={(run) => run.id}
              totalCount={reply.runCount}
            />
          )
        }
      </Loaded>
    </Section>
  )
}
