import { Link, useParams } from '@tanstack/react-router'
import type { GroupReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatCount } from '../../format.ts'
import { Facts } from '../../kit/facts.tsx'
import { FreshnessState } from '../../kit/freshness-state.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'
import { PageHead } from '../../kit/page-head.tsx'
import { PageLoaded } from '../../kit/page-loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import { CheckHistory } from '../checks/check-history.tsx'
import { columnColumns } from './column-columns.tsx'
import { rowColumns } from './row-columns.tsx'
import { GroupCommits } from './group-commits.tsx'

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
      <GroupCommits group={group} />
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
              group.usedBy.views.length === 0
                ? 'no view'
                : group.usedBy.views.map((view) => (
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
      {group.checks.length === 0 ? null : (
        <Section
          title="What the checks found"
          sentence="Every load is judged before its rows come in; a step may judge the whole group."
        >
          <CheckHistory
            kind="group"
            subject={group.name}
            command={`swell group load ${group.name}`}
          />
        </Section>
      )}
      <NewestRows group={group} />
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
