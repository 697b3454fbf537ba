import { Link } from '@tanstack/react-router'
import type { CommitReply, GroupReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { VolumeChart } from '../../charts/volume-chart.tsx'
import { formatBytes, formatCount, formatDuration, plural } from '../../format.ts'
import { Choices } from '../../kit/choices.tsx'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'
import { Section } from '../../kit/section.tsx'
import { State } from '../../kit/state.tsx'
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
              columns={columnsFor(group)}
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

/** Without where deliveries come from, for a group that takes none. */
function columnsFor({ source }: GroupReply): readonly TableColumn<CommitReply>[] {
  return source === null ? commitColumns.filter(({ name }) => name !== 'deliveries') : commitColumns
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
    name: 'kind',
    title: 'Kind',
    value: ({ kind }) => kind,
  },
  {
    name: 'corrections',
    title: 'Corrections',
    value: ({ correctionCount }) => correctionCount,
    show: ({ correctionCount }) => (correctionCount === 0 ? '' : formatCount(correctionCount)),
    number: true,
    minor: true,
  },
  {
    name: 'late',
    title: 'Late',
    value: ({ lateCount }) => lateCount,
    show: (commit) => <Late commit={commit} />,
    number: true,
    minor: true,
  },
  {
    name: 'checks',
    title: 'Checks',
    value: ({ checks }) => checks.length,
    show: (commit) => <Broken commit={commit} />,
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
    name: 'by',
    title: 'By',
    value: (commit) => commit.by ?? '',
    show: (commit) => <By commit={commit} />,
    minor: true,
  },
  {
    name: 'code',
    title: 'Code',
    value: ({ code }) => code?.commit ?? '',
    show: ({ code }) => <Code code={code} />,
    minor: true,
  },
  {
    name: 'sizeBytes',
    title: 'Size',
    value: (commit) => commit.sizeBytes,
    show: (commit) => formatBytes(commit.sizeBytes),
    number: true,
    minor: true,
  },
]

function Late({ commit: { lateCount, lateMaxMs } }: { commit: CommitReply }) {
  if (lateCount === 0) return null
  const most = lateMaxMs === null ? '' : `up to ${formatDuration(lateMaxMs)} behind the newest`
  return <span title={most}>{formatCount(lateCount)}</span>
}

function Broken({ commit: { checks } }: { commit: CommitReply }) {
  if (checks.length === 0) return <span className="soft">held</span>
  const told = checks.map(({ check, failedCount }) => `${check}: ${plural(failedCount, 'row')}`)
  return (
    <span title={told.join('\n')}>
      <State tone="warn">{plural(checks.length, 'check')} broken</State>
    </span>
  )
}

function By({ commit: { by, runId } }: { commit: CommitReply }) {
  if (runId === null) return <span className={by === null ? 'soft' : ''}>{by ?? 'by hand'}</span>
  return (
    <>
      {by === null ? '' : `${by}, `}
      <Link to="/runs/$id" params={{ id: runId }}>
        run
      </Link>
    </>
  )
}

function Code({ code }: { code: CommitReply['code'] }) {
  if (code === null || code.commit === null) return <span className="soft">not known</span>
  return (
    <span className="nowrap">
      <code title={code.commit}>{code.commit.slice(0, 7)}</code>
      {code.dirty ? <span className="soft small"> changed</span> : null}
    </span>
  )
}

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
