import { Link } from '@tanstack/react-router'
import type { GroupSummaryReply } from '../../../api/index.ts'
import { formatCount } from '../../format.ts'
import { FreshnessState } from '../../kit/freshness-state.tsx'
import { Moment } from '../../kit/moment.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { VolumeState } from './volume-state.tsx'

export const groupColumns: readonly TableColumn<GroupSummaryReply>[] = [
  {
    name: 'name',
    title: 'Group',
    value: (group) => group.name,
    show: (group) => (
      <Link to="/features/groups/$name" params={{ name: group.name }}>
        {group.name}
      </Link>
    ),
  },
  {
    name: 'state',
    title: 'State',
    value: (group) => group.freshness.fresh,
    show: (group) => (
      <>
        <FreshnessState freshness={group.freshness} /> <VolumeState volume={group.volume} />
      </>
    ),
  },
  {
    name: 'newestCommitAt',
    title: 'Newest commit',
    value: (group) => group.newestCommitAt,
    show: (group) => <Moment at={group.newestCommitAt} />,
  },
  {
    name: 'expected',
    title: 'Expected every',
    value: (group) => group.freshness.expected,
    minor: true,
  },
  {
    name: 'rowCount',
    title: 'Rows',
    value: (group) => group.rowCount,
    show: (group) => formatCount(group.rowCount),
    number: true,
  },
]
