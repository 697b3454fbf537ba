import { Link, useParams } from '@tanstack/react-router'
import type { ColumnReply, CommitReply, GroupReply } from '../../api/index.ts'
import { useAsk } from '../ask.ts'
import { VolumeChart } from '../charts/volume-chart.tsx'
import { formatBytes, formatCount } from '../format.ts'
import { Choices } from '../kit/choices.tsx'
import { Empty } from '../kit/empty.tsx'
import { Facts } from '../kit/facts.tsx'
import { FreshnessState } from '../kit/freshness-state.tsx'
import { Loaded } from '../kit/loaded.tsx'
import { Moment } from '../kit/moment.tsx'
import { PageHead } from '../kit/page-head.tsx'
import { PageLoaded } from '../kit/page-loaded.tsx'
import { Section } from '../kit/section.tsx'
import { Table } from '../kit/table.tsx'
import type { TableColumn } from '../kit/table-column.ts'
import { usePageSearch } from '../page-search.ts'
import { rowColumns } from './cell-text.tsx'
import { CommitStatistics } from './commit-statistics.tsx'

const commitLimits = [60, 365, 2000]

export function GroupPage() {
  const { name = '' } = useParams({ strict: false })
  const group = useAsk('getGroup', { params: { name } })
  return (
    <PageLoaded query={group} name={name} noun={<Link to="/features">Features · group</Link>}>
      {(reply) => <Group group={reply} />}
    </PageLoaded>
  )
}

function Group({ group }: { group: GroupReply }) {
  return (
    <>
      <PageHead
        noun={<Link to="/features">Features · group</Link>}
        name={group.name}
        state={<FreshnessState freshness={group.freshness} />}
        sentence={group.description}
      />
      <Commits group={group} />
      <Section title="Facts">
        <Facts
          facts={[
            ['Rows', formatCount(group.rowCount)],
            ['Newest commit', <Moment key="commit" at={group.newestCommitAt} />],
            ['Expected every', group.freshness.expected ?? 'nothing is expected'],
            ['Newest event', <Moment key="event" at={group.newestEventAt} />],
            ['Key', <code key="key">{group.key.join(', ')}</code>],
            ['Event time', <code key="time">{group.time}</code>],
            [
              'Source',
              group.source === null ? (
                'none'
              ) : (
                <Link key="source" to="/data" search={{ source: group.source }}>
                  {group.source}
                </Link>
              ),
            ],
            [
              'Read by',
              group.views.length === 0
                ? 'no view'
                : group.views.map((view) => (
                    <Link key={view} to="/features/views/$name" params={{ name: view }}>
                      {view}{' '}
                    </Link>
                  )),
            ],
          ]}
        />
      </Section>
      <div className="columns">
        <Section title="Columns">
          <Table
            id="columns"
            title={`Columns of ${group.name}`}
            columns={columnColumns}
            rows={group.columns}
            rowKey={(column) => column.name}
          />
        </Section>
        <Section title="Checks at the door">
          {group.checks.length === 0 ? (
            <p className="soft">None: every row that has the columns is taken.</p>
          ) : (
            <ul className="plain-list">
              {group.checks.map((check) => (
                <li key={check}>{check}</li>
              ))}
            </ul>
          )}
        </Section>
      </div>
      <NewestRows group={group} />
    </>
  )
}

const columnColumns: readonly TableColumn<ColumnReply>[] = [
  {
    name: 'name',
    title: 'Column',
    value: (column) => column.name,
    show: (column) => <code>{column.name}</code>,
  },
  { name: 'type', title: 'Type', value: (column) => column.type },
  { name: 'unit', title: 'Unit', value: (column) => column.unit ?? '' },
  { name: 'description', title: 'What it is', value: (c) => c.description ?? '', long: true },
]

function Commits({ group }: { group: GroupReply }) {
  const [search, setSearch] = usePageSearch()
  const limit = commitLimits.find((one) => String(one) === search['commits']) ?? 60
  const commits = useAsk('listGroupCommits', { params: { name: group.name }, query: { limit } })
  if (group.commitCount === 0) {
    return (
      <Section title="Commits">
        <Empty title="Nothing loaded yet" command={`swell group load ${group.name}`}>
          Each append of rows is a commit. Any past state of the group can be read.
        </Empty>
      </Section>
    )
  }
  return (
    <Section
      title="Commits"
      aside={
        <Choices
          label="How many commits"
          choices={commitLimits.map((one) => ({ value: String(one), title: `newest ${one}` }))}
          value={String(limit)}
          onChange={(value) => setSearch({ commits: value })}
        />
      }
    >
      <Loaded query={commits} height={180}>
        {(reply) => (
          <>
            <VolumeChart commits={reply.commits} />
            <Table
              id="commits"
              title={`Commits of ${group.name}`}
              columns={commitColumns}
              rows={reply.commits}
              rowKey={(commit) => commit.id}
              totalCount={reply.commitCount}
            />
            <CommitStatistics commits={reply.commits} />
          </>
        )}
      </Loaded>
    </Section>
  )
}

const commitColumns: readonly TableColumn<CommitReply>[] = [
  {
    name: 'sequence',
    title: 'Commit',
    value: (commit) => commit.sequence,
    show: (commit) => (
      <Link
        to="."
        search={((old: object) => ({ ...old, commit: String(commit.sequence) })) as never}
        resetScroll={false}
      >
        #{commit.sequence}
      </Link>
    ),
  },
  {
    name: 'committedAt',
    title: 'When',
    value: (commit) => commit.committedAt,
    show: (commit) => <Moment at={commit.committedAt} />,
  },
  {
    name: 'rowCount',
    title: 'Rows',
    value: (commit) => commit.rowCount,
    show: (commit) => formatCount(commit.rowCount),
    number: true,
  },
  {
    name: 'sizeBytes',
    title: 'Size',
    value: (commit) => commit.sizeBytes,
    show: (commit) => formatBytes(commit.sizeBytes),
    number: true,
    minor: true,
  },
  {
    name: 'newestEventAt',
    title: 'Newest event',
    value: (commit) => commit.newestEventAt,
    show: (commit) => <Moment at={commit.newestEventAt} />,
    minor: true,
  },
  {
    name: 'deliveries',
    title: 'From',
    value: (commit) => commit.deliveryIds.length,
    show: (commit) => <DeliveryLinks ids={commit.deliveryIds} />,
  },
  {
    name: 'run',
    title: 'Made by',
    value: (commit) => commit.runId,
    show: (commit) =>
      commit.runId === null ? (
        <span className="soft">by hand</span>
      ) : (
        <Link to="/runs/$id" params={{ id: commit.runId }}>
          run
        </Link>
      ),
    minor: true,
  },
]

function DeliveryLinks({ ids }: { ids: readonly string[] }) {
  const [first] = ids
  if (first === undefined) return <span className="soft">no delivery</span>
  return (
    <>
      <Link to="/data/deliveries/$id" params={{ id: first }}>
        delivery
      </Link>
      {ids.length > 1 ? ` and ${ids.length - 1} more` : ''}
    </>
  )
}

function NewestRows({ group }: { group: GroupReply }) {
  const rows = useAsk('listGroupRows', { params: { name: group.name }, query: { limit: 100 } })
  return (
    <Section title="Newest rows">
      <Loaded query={rows} height={320}>
        {(reply) =>
          reply.rows.length === 0 ? (
            <p className="soft">The group holds no row.</p>
          ) : (
            <Table
              id="rows"
              title={`Newest rows of ${group.name}`}
              columns={rowColumns(reply.columns)}
              rows={reply.rows}
              rowKey={(row) => [...group.key, group.time].map((name) => row[name]).join(' ')}
              totalCount={reply.rowCount}
            />
          )
        }
      </Loaded>
    </Section>
  )
}
