import { Link } from '@tanstack/react-router'
import type { TrainingSetReply } from '../../../api/index.ts'
import { formatCount } from '../../format.ts'
import { Id } from '../../kit/id.tsx'
import { Moment } from '../../kit/moment.tsx'
import type { TableColumn } from '../../kit/table-column.ts'

export const trainingSetColumns: readonly TableColumn<TrainingSetReply>[] = [
  {
    name: 'name',
    title: 'Training set',
    value: (set) => `${set.view} v${set.version}`,
    show: (set) => (
      <Link to="/features/training-sets/$id" params={{ id: set.id }}>
        {set.view} v{set.version}
      </Link>
    ),
  },
  {
    name: 'createdAt',
    title: 'Frozen',
    value: (set) => set.createdAt,
    show: (set) => <Moment at={set.createdAt} />,
  },
  count('rows', 'Rows', (set) => set.rowCount),
  count('train', 'Train', (set) => set.split.train),
  count('test', 'Held out', (set) => set.split.test),
  {
    name: 'split',
    title: 'Split',
    value: ({ split }) => split.kind,
    minor: true,
  },
  {
    name: 'models',
    title: 'Learned from by',
    value: ({ models }) => models.map(({ name, version }) => `${name} v${version}`).join(', '),
  },
  {
    name: 'commits',
    title: 'Made from',
    value: (set) => set.commits.join(', '),
    long: true,
    minor: true,
  },
  {
    name: 'id',
    title: 'Id',
    value: (set) => set.id,
    show: (set) => <Id value={set.id} />,
    minor: true,
  },
]

function count(
  name: string,
  title: string,
  value: (set: TrainingSetReply) => number,
): TableColumn<TrainingSetReply> {
  return { name, title, value, show: (set) => formatCount(value(set)), number: true }
}
