import { Link, useParams } from '@tanstack/react-router'
import type { GroupReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { plural } from '../../format.ts'
import { Command } from '../../kit/command.tsx'
import { FreshnessState } from '../../kit/freshness-state.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import { usePageSearch } from '../../page-search.ts'
import { CheckHistory } from '../checks/check-history.tsx'
import { ProfileFrame } from '../data/profile-frame.tsx'
import { columnColumns } from './column-columns.tsx'
import { ColumnsOverTime } from './columns-over-time.tsx'
import { GroupCommits } from './group-commits.tsx'
import { GroupFacts } from './group-facts.tsx'
import { GroupFlow } from './group-flow.tsx'
import { rowColumns } from './row-columns.tsx'
import { VolumeState } from './volume-state.tsx'

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
        state={
          <>
            <FreshnessState freshness={group.freshness} /> <VolumeState volume={group.volume} />
          </>
        }
        sentence={group.description}
      />
      <GroupCommits group={group} />
      {group.commitCount === 0 ? null : <ColumnsOverTime group={group} />}
      <Section title="Columns">
        <Table
          id="columns"
          title={`Columns of ${group.name}`}
          columns={columnColumns}
          rows={group.columns}
          rowKey={(column) => column.name}
        />
      </Section>
      <GroupFacts group={group} />
      <Section title="Where it comes from, and who reads it">
        <GroupFlow name={group.name} />
        <MadeOf group={group} />
      </Section>
      <Checks group={group} />
      <NewestRows group={group} />
      {group.rowCount === 0 ? null : <GroupProfile group={group} />}
    </>
  )
}

function MadeOf({ group: { derivedFrom } }: { group: GroupReply }) {
  if (derivedFrom === null) return null
  return (
    <>
      <p>
        Made of{' '}
        {derivedFrom.groups.map((name, at) => (
          <span key={name}>
            {at === 0 ? '' : ', '}
            <Link to="/features/groups/$name" params={{ name }}>
              {name}
            </Link>
          </span>
        ))}
        : {derivedFrom.how}.
      </p>
      {derivedFrom.sql === null ? null : (
        <details className="fold">
          <summary>Its SQL</summary>
          <Command text={derivedFrom.sql} what="the SQL" />
        </details>
      )}
    </>
  )
}

function Checks({ group: { name, checks } }: { group: GroupReply }) {
  if (checks.length === 0) {
    return (
      <Section title="Checks">
        <p className="soft">No rule. Any row of the right types comes in.</p>
      </Section>
    )
  }
  return (
    <Section
      title="Checks"
      sentence="Every load is judged before its rows come in; a step may judge the whole group."
    >
      <details className="fold">
        <summary>{plural(checks.length, 'rule')} at the door</summary>
        <ul className="plain-list">
          {checks.map((check) => (
            <li key={check}>{check}</li>
          ))}
        </ul>
      </details>
      <CheckHistory kind="group" subject={name} command={`swell group load ${name}`} />
    </Section>
  )
}

/** A profile takes seconds for millions of rows: it is made when it is asked for. */
function GroupProfile({ group: { name, rowCount } }: { group: GroupReply }) {
  const [search, setSearch] = usePageSearch()
  return (
    <Section title="Profile">
      {search['profile'] === 'show' ? (
        <ProfileFrame
          title={`Profile of ${name}`}
          address={`/api/v1/groups/${encodeURIComponent(name)}/profile.html`}
        />
      ) : (
        <button type="button" className="button" onClick={() => setSearch({ profile: 'show' })}>
          Profile {plural(rowCount, 'row')}
        </button>
      )}
    </Section>
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
              columns={rowColumns(reply.columns, group.key)}
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
