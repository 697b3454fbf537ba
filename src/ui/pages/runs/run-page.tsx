import { Link, useParams } from '@tanstack/react-router'
import type { RunReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { RunMetricsChart } from '../../charts/run-metrics-chart.tsx'
import { formatDuration, formatNumber, shortId } from '../../format.ts'
import { Facts } from '../../kit/facts.tsx'
import { Id } from '../../kit/id.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { RunState } from '../../kit/run-state.tsx'
import { Section } from '../../kit/section.tsx'
import { State } from '../../kit/state.tsx'
import { WithCode } from '../../kit/with-code.tsx'
import { RunChecks } from '../checks/run-checks.tsx'
import { ArtifactList } from './artifact-list.tsx'
import { durationOf } from './run-columns.tsx'
import { RunLog } from './run-log.tsx'
import { RunPipelineButton } from '../pipelines/run-pipeline-button.tsx'
import { RunTimeline } from './run-timeline.tsx'

export function RunPage() {
  const { id = '' } = useParams({ strict: false })
  const run = useAsk('getRun', { params: { id } }, { everyMs: 2_000 })
  return (
    <PageLoaded query={run} name={`Run ${shortId(id)}`} noun={<Link to="/runs">Runs</Link>}>
      {(reply) => <Run run={reply} />}
    </PageLoaded>
  )
}

function Run({ run }: { run: RunReply }) {
  const tookMs = durationOf(run)
  return (
    <>
      <PageHead
        noun={
          <>
            <Link to="/runs">Runs</Link> · {run.kind}
          </>
        }
        name={run.name}
        state={<RunState status={run.status} />}
        sentence={run.reason ?? undefined}
        action={run.kind === 'pipeline' ? <RunPipelineButton pipeline={run} /> : undefined}
      />
      {run.error === null ? null : <RunError error={run.error} />}
      {run.steps.length === 0 ? null : (
        <Section title="Steps">
          <RunTimeline run={run} />
        </Section>
      )}
      <RunChecks runId={run.id} />
      <RunMetricsChart runId={run.id} />
      <Section title="Facts">
        <Facts
          facts={[
            ['Started', <Moment key="started" at={run.startedAt} />],
            ['Took', tookMs === null ? 'still running' : formatDuration(tookMs)],
            ...Object.entries(run.metrics).map(
              ([name, value]) => [name, formatNumber(value)] as const,
            ),
            ['Id', <Id key="id" value={run.id} />],
            run.parentId === null
              ? undefined
              : [
                  'Part of',
                  <Link key="parent" to="/runs/$id" params={{ id: run.parentId }}>
                    <Id value={run.parentId} bare />
                  </Link>,
                ],
            ...codeFacts(run),
          ]}
        />
      </Section>
      <div className="columns">
        <Section title="Inputs">
          <ArtifactList
            runId={run.id}
            artifacts={run.inputs}
            none="It read nothing that is recorded."
          />
        </Section>
        <Section title="Outputs">
          <ArtifactList
            runId={run.id}
            artifacts={run.outputs}
            none="It made nothing that is recorded."
          />
        </Section>
      </div>
      <Section title="Settings">
        {Object.keys(run.settings).length === 0 ? (
          <p className="soft">None.</p>
        ) : (
          <Facts
            facts={Object.entries(run.settings).map(([name, value]) => [
              name,
              <code key={name}>{typeof value === 'string' ? value : JSON.stringify(value)}</code>,
            ])}
          />
        )}
      </Section>
      <RunLog run={run} />
    </>
  )
}

function codeFacts({ code }: RunReply) {
  if (code === null) return []
  return [
    [
      'Code',
      <span key="code">
        <code>{code.commit?.slice(0, 7) ?? 'no commit'}</code>{' '}
        {code.dirty ? <State tone="warn">with changes</State> : 'clean'}
      </span>,
    ] as const,
    [
      'Fingerprint',
      <code key="fingerprint" title={code.fingerprint}>
        {code.fingerprint.slice(0, 12)}
      </code>,
    ] as const,
  ]
}

function RunError({ error }: { error: NonNullable<RunReply['error']> }) {
  return (
    <div className="problem" role="alert">
      <p>{error.message}</p>
      {error.hint === null ? null : (
        <p className="soft">
          <WithCode text={error.hint} />
        </p>
      )}
      <p className="problem-foot">
        <code>{error.code}</code>
      </p>
    </div>
  )
}
