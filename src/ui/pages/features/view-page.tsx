import { Link, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { FeatureReply, ViewReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { Command } from '../../kit/command.tsx'
import { Empty } from '../../kit/empty.tsx'
import { Flow } from '../../kit/flow.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { FeaturePanel } from './feature-panel.tsx'
import { Tags } from './tags.tsx'
import { trainingSetColumns } from './training-set-columns.tsx'
import { viewFlow } from './view-flow.tsx'
import { ViewLeaks } from './view-leaks.tsx'

export function ViewPage() {
  const { name = '' } = useParams({ strict: false })
  const view = useAsk('getView', { params: { name } })
  return (
    <PageLoaded query={view} name={name} noun={<Link to="/features">Features · view</Link>}>
      {(reply) => <View view={reply} />}
    </PageLoaded>
  )
}

function View({ view }: { view: ViewReply }) {
  return (
    <>
      <PageHead
        noun={<Link to="/features">Features · view</Link>}
        name={view.name}
        sentence={view.description}
      />
      <Section
        title="How a row comes about"
        sentence={`Each ${view.label.column.name} gets what was known before it was observed, never after.`}
      >
        <ViewFlow view={view} />
      </Section>
      <Section title="Features">
        <Table
          id="features"
          title={`Features of ${view.name}`}
          columns={featureColumns}
          rows={view.features}
          rowKey={(feature) => feature.name}
        />
        <FeaturePanel view={view.name} />
        <details className="fold">
          <summary>The SQL of them all</summary>
          <Command text={view.sql} what="the SQL" />
        </details>
      </Section>
      <Section title="Training sets">
        <TrainingSets name={view.name} />
      </Section>
      <ViewLeaks view={view} />
    </>
  )
}

function ViewFlow({ view }: { view: ViewReply }) {
  const { data: graph } = useAsk('getGraph', undefined, { everyMs: 60_000 })
  const { nodes, edges } = useMemo(() => viewFlow(view, graph), [view, graph])
  return <Flow title={`What the view ${view.name} joins`} nodes={nodes} edges={edges} />
}

function TrainingSets({ name }: { name: string }) {
  const sets = useAsk('listTrainingSets', { query: { view: name, limit: 200 } })
  return (
    <Loaded query={sets}>
      {({ trainingSets }) =>
        trainingSets.length === 0 ? (
          <Empty title="Not frozen yet" command={`swell view freeze ${name}`}>
            A training freezes the view by itself.
          </Empty>
        ) : (
          <Table
            id="sets"
            title={`Training sets of ${name}`}
            columns={trainingSetColumns}
            rows={trainingSets}
            rowKey={(set) => set.id}
          />
        )
      }
    </Loaded>
  )
}

const featureColumns: readonly TableColumn<FeatureReply>[] = [
  {
    name: 'name',
    title: 'Feature',
    value: (feature) => feature.name,
    show: ({ name }) => (
      <Link
        to="."
        search={((old: object) => ({ ...old, feature: name })) as never}
        resetScroll={false}
      >
        <code>{name}</code>
      </Link>
    ),
  },
  { name: 'unit', title: 'Unit', value: (feature) => feature.unit ?? '' },
  {
    name: 'description',
    title: 'What it is',
    value: ({ description = '', tags = [] }) => [description, ...tags].join(' '),
    show: ({ description, tags = [] }) => (
      <>
        {description} <Tags tags={tags} />
      </>
    ),
    long: true,
  },
  { name: 'how', title: 'How', value: (feature) => feature.how, long: true, minor: true },
  {
    name: 'from',
    title: 'From',
    value: (feature) => feature.from.join(', '),
    show: (feature) => <code>{feature.from.join(', ')}</code>,
    long: true,
    minor: true,
  },
  { name: 'kind', title: 'Kind', value: (feature) => feature.kind, minor: true },
  { name: 'type', title: 'Type', value: (feature) => feature.type, minor: true },
]
