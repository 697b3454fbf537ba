import { Link } from '@tanstack/react-router'
import type { OverviewReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { Section } from '../../kit/section.tsx'
import { State } from '../../kit/state.tsx'
import { Table } from '../../kit/table.tsx'
import { attentionOf, type Attention } from './attention.ts'
import { wordsOf } from '../../words-of.ts'
import { ForecastPanel } from '../services/forecast-panel.tsx'
import { groupColumns } from '../features/group-columns.tsx'
import { ModelsDoing } from './models-doing.tsx'
import { ProjectFlow } from './project-flow.tsx'
import { RunPipelineButton } from '../pipelines/run-pipeline-button.tsx'
import { runColumns } from '../runs/run-columns.tsx'
import { ServiceList } from '../services/service-list.tsx'

export function OverviewPage() {
  const overview = useAsk('getOverview', undefined, { everyMs: 30_000 })
  const alerts = useAsk('listAlerts', { query: { state: 'firing' } }, { everyMs: 30_000 })
  const pipelines = useAsk('listPipelines')
  const main = pipelines.data?.pipelines.find((one) => one.schedule !== null)
  if (overview.data === undefined) {
    return (
      <>
        <PageHead name="Overview" />
        <Loaded query={overview}>{() => null}</Loaded>
      </>
    )
  }
  const attention = attentionOf(overview.data, alerts.data?.alerts ?? [])
  return (
    <>
      <PageHead
        name={wordsOf(overview.data.project.name)}
        state={<ProjectState overview={overview.data} attention={attention} />}
        sentence={overview.data.project.description}
        action={main === undefined ? null : <RunPipelineButton name={main.name} />}
      />
      <AttentionList attention={attention} />
      <OverviewBody overview={overview.data} />
    </>
  )
}

function OverviewBody({ overview }: { overview: OverviewReply }) {
  const predicting = overview.services.find((service) => service.forecast !== null)
  return (
    <>
      {predicting === undefined ? null : (
        <Section
          title="The forecast"
          aside={
            <Link to="/services/$name" params={{ name: predicting.name }}>
              Try the service
            </Link>
          }
        >
          <ForecastPanel service={predicting} />
        </Section>
      )}
      <ModelsDoing accuracy={overview.accuracy} />
      <div className="columns">
        <Section title="What is fresh" aside={<Link to="/features">All features</Link>}>
          <Fresh overview={overview} />
        </Section>
        <Section title="What serves" aside={<Link to="/services">All services</Link>}>
          <ServiceList services={overview.services} />
        </Section>
      </div>
      <Section title="What ran" aside={<Link to="/runs">All runs</Link>}>
        <Ran overview={overview} />
      </Section>
      <Section title="What feeds what">
        <ProjectFlow />
      </Section>
    </>
  )
}

function Fresh({ overview }: { overview: OverviewReply }) {
  if (overview.groups.length === 0) {
    return <Empty title="No feature groups">Define one with `defineGroup` in the project.</Empty>
  }
  return (
    <Table
      id="fresh"
      title="Feature groups"
      columns={groupColumns}
      rows={overview.groups}
      rowKey={(group) => group.name}
    />
  )
}

function Ran({ overview }: { overview: OverviewReply }) {
  if (overview.runs.length === 0) {
    return (
      <Empty title="Nothing ran yet">
        A run appears here as soon as it starts. <Link to="/pipelines">See the pipelines</Link>
      </Empty>
    )
  }
  return (
    <Table
      id="ran"
      title="Newest runs"
      columns={runColumns}
      rows={overview.runs.slice(0, 6)}
      rowKey={(run) => run.id}
    />
  )
}

interface ProjectStateProps {
  readonly overview: OverviewReply
  readonly attention: readonly Attention[]
}

function ProjectState({ overview, attention }: ProjectStateProps) {
  if (overview.runs.some((run) => run.status === 'open')) return <State tone="busy">running</State>
  if (overview.runs.length === 0) return <State tone="idle">not started</State>
  if (attention.some((one) => one.tone === 'bad')) return <State tone="bad">needs a hand</State>
  if (attention.length > 0) return <State tone="warn">needs a look</State>
  return <State tone="good">all well</State>
}

function AttentionList({ attention }: { attention: readonly Attention[] }) {
  if (attention.length === 0) return null
  return (
    <ul className="attention" aria-label="What needs a look">
      {attention.map((one) => (
        <li key={one.text}>
          <State tone={one.tone}>{one.word}</State>
          <span>{one.text}</span>
          <Link to={one.to}>{one.action}</Link>
        </li>
      ))}
    </ul>
  )
}
