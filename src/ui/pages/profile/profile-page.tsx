import { Link, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { RunProfileReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatDayAndTime, formatDuration, shortId } from '../../format.ts'
import { Empty } from '../../kit/empty.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import { usePageSearch } from '../../page-search.ts'
import { FlameGraph } from './flame-graph.tsx'
import { FlameKey } from './flame-key.tsx'
import { toFlame, functionTimes } from './flame-tree.ts'
import { functionColumns, stepColumns } from './profile-columns.tsx'
import { MemoryChart } from './memory-chart.tsx'

/** Where a run has spent its time, or where two of them have spent theirs differently. */
export function ProfilePage() {
  const { id = '' } = useParams({ strict: false })
  const [search] = usePageSearch()
  const { against } = search
  const profile = useAsk('getRunProfile', { params: { id } }, { everyMs: 600_000 })
  const before = useAsk(
    'getRunProfile',
    { params: { id: against ?? '' } },
    { everyMs: 600_000, enabled: against !== undefined },
  )
  return (
    <PageLoaded query={profile} name="Profile" noun={<RunLink id={id} />}>
      {(reply) => <Profile id={id} profile={reply} before={before.data} />}
    </PageLoaded>
  )
}

function RunLink({ id }: { id: string }) {
  return (
    <>
      <Link to="/runs">Runs</Link> ·{' '}
      <Link to="/runs/$id" params={{ id }}>
        {shortId(id)}
      </Link>
    </>
  )
}

interface ProfileProps {
  readonly id: string
  readonly profile: RunProfileReply
  readonly before: RunProfileReply | undefined
}

function Profile({ id, profile, before }: ProfileProps) {
  const [search, setSearch] = usePageSearch()
  const { name, steps, calls } = profile
  const root = useMemo(() => toFlame(name, calls, before?.calls), [name, calls, before])
  const times = useMemo(() => functionTimes(root), [root])
  const isDifference = before !== undefined
  const head = (
    <PageHead
      noun={<RunLink id={id} />}
      name={`Profile of ${name}`}
      sentence={`Run of ${formatDayAndTime(profile.startedAt)} UTC${steps.length === 0 ? '' : `, busy for ${formatDuration(root.totalMs)}`}${isDifference ? `, ${formatDuration(root.totalBeforeMs)} in the run that it is compared with` : ''}`}
    />
  )
  if (steps.length === 0) {
    return (
      <>
        {head}
        <Empty title="No profile was stored" command={`swell run ${name} --profile --force`}>
          Run it with a profile: its steps then run one at a time, and say where their time goes.
        </Empty>
      </>
    )
  }
  return (
    <>
      {head}
      <Section
        title="Where the time goes"
        sentence="Each box is a function, as wide as the time that was spent in it and in all that it calls, which stands below it. A click fills the width with it."
      >
        <div className="profile-tools">
          <input
            type="search"
            className="filter"
            placeholder="Find a function or file"
            aria-label="Find a function or file"
            value={search['find'] ?? ''}
            onChange={(event) => setSearch({ find: event.target.value })}
          />
          <AgainstChoice profile={profile} />
        </div>
        <FlameGraph
          root={root}
          isDifference={isDifference}
          zoomed={search['at'] ?? ''}
          searched={search['find'] ?? ''}
          onZoom={(key) => setSearch({ at: key })}
        />
        <FlameKey isDifference={isDifference} />
      </Section>
      <Section title="Steps">
        <Table
          id="steps"
          title={`Time and memory of the steps of ${name}`}
          columns={stepColumns(before)}
          rows={steps}
          rowKey={({ runId }) => runId}
        />
      </Section>
      <Section title="Memory">
        <MemoryChart steps={steps} />
      </Section>
      <Section title="Functions by the time in themselves">
        <Table
          id="functions"
          title="Functions by their own time"
          columns={functionColumns(isDifference)}
          rows={times.toSorted((a, b) =>
            isDifference
              ? Math.abs(b.selfMs - b.selfBeforeMs) - Math.abs(a.selfMs - a.selfBeforeMs)
              : b.selfMs - a.selfMs,
          )}
          rowKey={(one) => `${one.name} ${one.file}`}
        />
      </Section>
    </>
  )
}

function AgainstChoice({ profile: { others } }: { profile: RunProfileReply }) {
  const [search, setSearch] = usePageSearch()
  if (others.length === 0) {
    return <span className="soft small">Profile it once more to compare the two.</span>
  }
  return (
    <label className="check">
      Compare with
      <select
        value={search['against'] ?? ''}
        onChange={(event) => setSearch({ against: event.target.value, at: undefined })}
      >
        <option value="">nothing</option>
        {others.map((other) => (
          <option key={other.id} value={other.id}>
            {formatDayAndTime(other.startedAt)} · {shortId(other.id)}
          </option>
        ))}
      </select>
    </label>
  )
}
