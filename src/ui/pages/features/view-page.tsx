import { Link, useParams } from '@tanstack/react-router'
import type { FeatureReply } from '../../../api/index.ts'
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
import { trainingSetColumns } from './training-set-columns.tsx'
import { viewFlow } from './view-flow.tsx'

export function ViewPage() {
  const { name = '' } = useParams({ strict: false })
  const view = useAsk('getView', { params: { name } })
  const sets = useAsk('listTrainingSets', { query: { view: name, limit: 200 } })
  return (
    <PageLoaded query={view} name={name} noun={<Link to="/features">Features · view</Link>}>
      {(reply) => {
        const flow = viewFlow(reply)
        return (
          <>
            <PageHead
              noun={<Link to="/features">Features · view</Link>}
              name={reply.name}
              sentence={reply.description}
            />
            <Section
              title="How a row comes about"
              sentence={`Each ${reply.label.column.name} gets what was known before it was observed, never after.`}
            >
              <Flow
                title={`What the view ${reply.name} joins`}
                nodes={flow.nodes}
                edges={flow.edges}
              />
            </Section>
            <Section title="Features">
              <Table
                id="features"
                title={`Features of ${reply.name}`}
                columns={featureColumns}
                rows={reply.features}
                rowKey={(feature) => feature.name}
              />
            </Section>
            <Section title="Training sets">
              <Loaded query={sets}>
                {({ trainingSets }) =>
                  trainingSets.length === 0 ? (
                    <Empty title="Not frozen yet">A training freezes the view by itself.</Empty>
                  ) : (
                    <Table
                      id="sets"
                      title={`Training sets of ${reply.name}`}
                      columns={trainingSetColumns}
                      rows={trainingSets}
                      rowKey={(set) => set.id}
                    />
                  )
                }
              </Loaded>
            </Section>
            <Section title="The SQL">
              <Command text={reply.sql} what="the SQL" />
            </Section>
          </>
        )
      }}
    </PageLoaded>
  )
}

const featureColumns: readonly TableColumn<FeatureReply>[] = [
  {
    name: 'name',
    title: 'Feature',
    value: (feature) => feature.name,
    show: (feature) => <code>{feature.name}</code>,
  },
  { name: 'kind', title: 'Kind', value: (feature) => feature.kind },
  { name: 'type', title: 'Type', value: (feature) => feature.type, minor: true },
  { name: 'unit', title: 'Unit', value: (feature) => feature.unit ?? '' },
  {
    name: 'from',
    title: 'From',
    value: (feature) => feature.from.join(', '),
    show: (feature) => <code>{feature.from.join(', ')}</code>,
  },
  { name: 'how', title: 'How', value: (feature) => feature.how, long: true },
]
