import type { TrainingSetDifferenceReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatCount, formatNumber, plural } from '../../format.ts'
import { Facts } from '../../kit/facts.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { State } from '../../kit/state.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'

/** Rows, features and commits that came and went, and how the training parts moved. */
export function TrainingSetDifference({ id, from }: { id: string; from: number }) {
  const input = { params: { id }, query: { from } }
  const difference = useAsk('getTrainingSetDifference', input, { everyMs: 0 })
  return (
    <Loaded query={difference} height={200}>
      {(reply) => <Difference difference={reply} />}
    </Loaded>
  )
}

function Difference({ difference }: { difference: TrainingSetDifferenceReply }) {
  const { rowCount, rows, features, commits, columns, from, to } = difference
  const changed = commits.filter(({ added, removed }) => added + removed > 0)
  return (
    <>
      <Facts
        facts={[
          ['Rows', `${formatCount(rowCount.before)} → ${formatCount(rowCount.after)}`],
          ['Came', plural(rows.added, 'row')],
          ['Went', plural(rows.removed, 'row')],
          ['Changed', plural(rows.changed, 'row')],
          ['Went to another part', plural(rows.moved, 'row')],
          fact('New features', features.added),
          fact('Gone features', features.removed),
          fact('Written otherwise', features.rewritten),
          fact(
            'Commits',
            changed.map(({ group, added, removed }) => `${group} +${added} −${removed}`),
          ),
        ]}
      />
      {columns === null ? (
        <p className="soft">No profile is kept of one of them: an older release froze it.</p>
      ) : (
        <Table
          id="moved"
          title={`How training parts moved from v${from} to v${to}`}
          columns={movedColumns}
          rows={columns}
          rowKey={({ name }) => name}
        />
      )}
    </>
  )
}

function fact(name: string, values: readonly string[]) {
  return values.length === 0 ? undefined : ([name, values.join(', ')] as const)
}

type Moved = NonNullable<TrainingSetDifferenceReply['columns']>[number]

const drift = {
  none: <State tone="good">as before</State>,
  some: <State tone="warn">moved</State>,
  much: <State tone="bad">moved much</State>,
} as const

const movedColumns: readonly TableColumn<Moved>[] = [
  {
    name: 'name',
    title: 'Column',
    value: ({ name }) => name,
    show: ({ name }) => <code>{name}</code>,
  },
  {
    name: 'level',
    title: 'State',
    value: ({ stability }) => stability,
    // Other rows are of other moments: that is no drift.
    show: ({ name, level }) =>
      name === '_at' && level !== 'none' ? <State tone="idle">other moments</State> : drift[level],
  },
  {
    name: 'mean',
    title: 'Mean',
    value: ({ mean }) => mean?.after ?? null,
    show: ({ mean }) =>
      mean === null ? (
        <span className="soft">–</span>
      ) : (
        `${formatNumber(mean.before)} → ${formatNumber(mean.after)}`
      ),
    number: true,
  },
  {
    name: 'missing',
    title: 'Missing',
    value: ({ missingShare }) => missingShare.after,
    show: ({ missingShare: { before, after } }) =>
      before + after === 0
        ? 'none'
        : `${formatNumber(100 * before)} → ${formatNumber(100 * after)} %`,
    number: true,
  },
  {
    name: 'stability',
    title: 'Stability index',
    value: ({ stability }) => stability,
    number: true,
    minor: true,
  },
]
