import { Link, useParams } from '@tanstack/react-router'
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
import { PipelineFacts } from './pipeline-facts.tsx'
import { PipelineFlow } from './pipeline-flow.tsx'
import { runColumns } from '../runs/run-columns.tsx'
import { RunPipelineButton } from './run-pipeline-button.tsx'

export function PipelinePage() {
  const { name = '' } = useParams({ strict: false })
  const pipeline = useAsk('getPipeline', { params: { name } }, { everyMs: 5_000 })
  return (
    <PageLoaded query={pipeline} name={name} noun={<Link to="/pipelines">Pipelines</Link>}>
      {(reply) => <Pipeline pipeline={reply} />}
    </PageLoaded>
  )
}

function Pipeline({ pipeline }: { pipeline: PipelineReply }) {
  const runs = useAsk('listRuns', {
    query: { kind: 'pipeline', name: pipeline.name, limit: 500 },
  })
  return (
    <>
      <PageHead
        noun={<Link to="/pipelines">Pipelines</Link>}
        name={pipeline.name}
        state={
          pipeline.lastRun === null ? (
            <State tone="idle">never ran</State>
          ) : (
            <RunState status={pipeline.lastRun.status} />
          )
        }
        sentence={pipeline.description}
        action={<RunPipelineButton pipeline={pipeline} />}
      />
      <Section title="Steps">
        <PipelineFlow pipeline={pipeline} />
        <PipelineFacts pipeline={pipeline} />
      </Section>
      {pipeline.schedule === null ? null : (
        <Section
          title="Next by schedule"
          sentence="Schedules run while the server is up, one run of a pipeline at a time."
        >
          <ul className="plain-list">
            {pipeline.schedule.nextRunsAt.map((at) => (
              <li key={at}>
                {formatDayAndTime(at)} UTC, <Moment at={at} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Runs">
        <Loaded query={runs} height={240}>
          {(reply) =>
            reply.runs.length === 0 ? (
              <Empty title="It never ran" command={`swell run ${pipeline.name}`} />
            ) : (
              <Table
                id="runs"
                title={`Runs of ${pipeline.name}`}
                columns={runColumns}
                rows={reply.runs}
                rowKey={(run) => run.id}
                totalCount={reply.runCount}
              />
            )
          }
        </Loaded>
      </Section>
      <Section title="From the command line">
        <Command text={`swell run ${pipeline.name}`} />
      </Section>
    </>
  )
}
