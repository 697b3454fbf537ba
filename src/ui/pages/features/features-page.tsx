import { Link } from '@tanstack/react-router'
import type { ViewSummaryReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { GroupLinks } from '../data/data-page.tsx'
import { FeatureSearch } from './feature-search.tsx'
import { groupColumns } from './group-columns.tsx'
import { trainingSetColumns } from './training-set-columns.tsx'

export function FeaturesPage() {
  const groups = useAsk('listGroups')
  const views = useAsk('listViews')
  const sets = useAsk('listTrainingSets', { query: { limit: 200 } })
  return (
    <>
      <PageHead
        name="Features"
        sentence="Groups hold typed rows, views join them as of each label, training sets freeze a view."
      />
      <FeatureSearch />
      <Section title="Groups">
        <Loaded query={groups}>
          {(reply) =>
            reply.groups.length === 0 ? (
              <Empty title="No feature groups">
                Define one with <code>defineGroup</code>: its key, its event time and its columns.
              </Empty>
            ) : (
              <Table
                id="groups"
                title="Feature groups"
                columns={groupColumns}
                rows={reply.groups}
                rowKey={(group) => group.name}
              />
            )
          }
        </Loaded>
      </Section>
      <Section title="Views">
        <Loaded query={views}>
          {(reply) =>
            reply.views.length === 0 ? (
              <Empty title="No views">
                Define one with <code>defineView</code>: a label and features. It is the only thing
                that a model reads.
              </Empty>
            ) : (
              <Table
                id="views"
                title="Views"
                columns={viewColumns}
                rows={reply.views}
                rowKey={(view) => view.name}
              />
            )
          }
        </Loaded>
      </Section>
      <Section title="Training sets">
        <Loaded query={sets}>
          {(reply) =>
            reply.trainingSets.length === 0 ? (
              <Empty title="No training sets">A training freezes one of its view.</Empty>
            ) : (
              <Table
                id="sets"
                title="Training sets"
                columns={trainingSetColumns}
                rows={reply.trainingSets}
                rowKey={(set) => set.id}
              />
            )
          }
        </Loaded>
      </Section>
    </>
  )
}

const viewColumns: readonly TableColumn<ViewSummaryReply>[] = [
  {
    name: 'name',
    title: 'View',
    value: (view) => view.name,
    show: (view) => (
      <Link to="/features/views/$name" params={{ name: view.name }}>
        {view.name}
      </Link>
    ),
  },
  {
    name: 'label',
    title: 'Label',
    value: (view) => `${view.label.group}.${view.label.column.name}`,
    show: (view) => (
      <code>
        {view.label.group}.{view.label.column.name}
      </code>
    ),
  },
  { name: 'features', title: 'Features', value: (view) => view.featureCount, number: true },
  {
    name: 'groups',
    title: 'Reads',
    value: (view) => view.groups.join(', '),
    show: (view) => <GroupLinks names={view.groups} />,
    minor: true,
  },
  {
    name: 'models',
    title: 'Read by',
    value: (view) => view.models.join(', '),
    show: (view) =>
      view.models.map((name) => (
        <Link key={name} to="/models/$name" params={{ name }}>
          {name}{' '}
        </Link>
      )),
  },
  { name: 'sets', title: 'Training sets', value: (view) => view.trainingSetCount, number: true },
]
