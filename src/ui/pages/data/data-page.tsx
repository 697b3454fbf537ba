import { Link } from '@tanstack/react-router'
import { deliveryStatuses, type SourceReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatCount } from '../../format.ts'
import { Choices } from '../../kit/choices.tsx'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { Section } from '../../kit/section.tsx'
import { State } from '../../kit/state.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { usePageSearch } from '../../page-search.ts'
import { Datasets } from './dataset-table.tsx'
import { deliveryColumns } from './delivery-columns.tsx'
import { NewestChecks } from './newest-checks.tsx'

export function DataPage() {
  const sources = useAsk('listSources')
  return (
    <>
      <PageHead
        name="Data"
        sentence="What is kept under versions, where raw rows come from, and what was found in them."
      />
      <Datasets />
      <NewestChecks />
      <Section title="Sources">
        <Loaded query={sources}>{(reply) => <Sources sources={reply.sources} />}</Loaded>
      </Section>
      <Deliveries sources={sources.data?.sources ?? []} />
    </>
  )
}

const sourceColumns: readonly TableColumn<SourceReply>[] = [
  {
    name: 'name',
    title: 'Source',
    value: (source) => source.name,
    show: (source) => (
      <Link to="/data" search={{ source: source.name }}>
        {source.name}
      </Link>
    ),
  },
  {
    name: 'state',
    title: 'State',
    value: (source) => source.refusedCount,
    show: (source) => <SourceState source={source} />,
  },
  {
    name: 'newestReadAt',
    title: 'Newest delivery',
    value: (source) => source.newestReadAt,
    show: (source) => <Moment at={source.newestReadAt} />,
  },
  {
    name: 'acceptedCount',
    title: 'Accepted',
    value: (source) => source.acceptedCount,
    show: (source) => formatCount(source.acceptedCount),
    number: true,
  },
  {
    name: 'refusedCount',
    title: 'Refused',
    value: (source) => source.refusedCount,
    show: (source) => formatCount(source.refusedCount),
    number: true,
  },
  {
    name: 'groups',
    title: 'Feeds',
    value: (source) => source.groups.join(', '),
    show: (source) => <GroupLinks names={source.groups} />,
  },
  {
    name: 'address',
    title: 'Address',
    value: (source) => source.address,
    show: (source) => <code>{source.address}</code>,
    minor: true,
  },
]

function SourceState({ source }: { source: SourceReply }) {
  if (source.newestReadAt === null) return <State tone="idle">nothing yet</State>
  if (source.refusedCount > 0) return <State tone="warn">some refused</State>
  return <State tone="good">all accepted</State>
}

export function GroupLinks({ names }: { names: readonly string[] }) {
  return names.map((name, index) => (
    <span key={name}>
      {index === 0 ? '' : ', '}
      <Link to="/features/groups/$name" params={{ name }}>
        {name}
      </Link>
    </span>
  ))
}

function Sources({ sources }: { sources: readonly SourceReply[] }) {
  if (sources.length === 0) {
    return (
      <Empty title="No sources">
        A source is a folder or a URL that texts are read from. Define one with{' '}
        <code>defineSource</code> and name it in a group.
      </Empty>
    )
  }
  return (
    <Table
      id="sources"
      title="Sources"
      columns={sourceColumns}
      rows={sources}
      rowKey={(source) => source.name}
    />
  )
}

function Deliveries({ sources }: { sources: readonly SourceReply[] }) {
  const [search, setSearch] = usePageSearch()
  const status = deliveryStatuses.find((one) => one === search['status'])
  const source = sources.find((one) => one.name === search['source'])?.name
  const deliveries = useAsk('listDeliveries', { query: { source, status, limit: 2000 } })
  return (
    <Section
      title="Deliveries"
      sentence="A delivery is read once: the same file, known by its SHA-256, is skipped. A bad one is refused whole."
      aside={
        <>
          <Choices
            label="Source"
            choices={[
              { value: '', title: 'All sources' },
              ...sources.map(({ name }) => ({ value: name, title: name })),
            ]}
            value={source ?? ''}
            onChange={(value) => setSearch({ source: value })}
          />
          <Choices
            label="Status"
            choices={[
              { value: '', title: 'All' },
              ...deliveryStatuses.map((value) => ({ value, title: value })),
            ]}
            value={status ?? ''}
            onChange={(value) => setSearch({ status: value })}
          />
        </>
      }
    >
      <Loaded query={deliveries} height={240}>
        {(reply) =>
          reply.deliveries.length === 0 ? (
            <Empty title="No delivery fits">
              {status === undefined && source === undefined
                ? 'What a source holds is read when a pipeline runs.'
                : `Of ${source ?? 'all sources'} none is ${status ?? 'there'}.`}
            </Empty>
          ) : (
            <Table
              id="deliveries"
              title="Deliveries"
              columns={deliveryColumns}
              rows={reply.deliveries}
              rowKey={(delivery) => delivery.id}
              totalCount={reply.deliveryCount}
            />
          )
        }
      </Loaded>
    </Section>
  )
}
