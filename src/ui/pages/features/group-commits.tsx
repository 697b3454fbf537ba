import { Link } from '@tanstack/react-router'
import type { CommitReply, GroupReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { VolumeChart } from '../../charts/volume-chart.tsx'
import { formatBytes, formatCount } from '../../format.ts'
import { Choices } from '../../kit/choices.tsx'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { usePageSearch } from '../../page-search.ts'
import { CommitStatistics } from './commit-statistics.tsx'

const commitLimits = [60, 365, 2000]

/** The commits of a group as a picture and a table, and what the chosen one holds. */
export function GroupCommits({ group }: { group: GroupReply }) {
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
