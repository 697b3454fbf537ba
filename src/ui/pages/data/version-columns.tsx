import { Link } from '@tanstack/react-router'
import type { DatasetVersionReply } from '../../../api/index.ts'
import { formatBytes, formatCount } from '../../format.ts'
import { Moment } from '../../kit/moment.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { VerdictState } from '../checks/verdict-state.tsx'
import { Aliases } from './aliases.tsx'

export const versionColumns: readonly TableColumn<DatasetVersionReply>[] = [
  {
    name: 'version',
    title: 'Version',
    value: ({ version }) => version,
    show: ({ dataset, version }) => (
      <Link to="/data/datasets/$name/$version" params={{ name: dataset, version: String(version) }}>
        v{version}
      </Link>
    ),
  },
  {
    name: 'aliases',
    title: 'Aliases',
    value: ({ aliases }) => aliases.join(', '),
    show: ({ aliases }) => <Aliases aliases={aliases} />,
  },
  {
    name: 'verdict',
    title: 'Checks',
    value: ({ verdict }) => verdict,
    show: ({ verdict }) => <VerdictState verdict={verdict} />,
  },
  {
    name: 'createdAt',
    title: 'Added',
    value: ({ createdAt }) => createdAt,
    show: ({ createdAt }) => <Moment at={createdAt} />,
  },
  {
    name: 'fileCount',
    title: 'Files',
    value: ({ fileCount }) => fileCount,
    show: ({ fileCount }) => formatCount(fileCount),
    number: true,
    minor: true,
  },
  {
    name: 'sizeBytes',
    title: 'Size',
    value: ({ sizeBytes }) => sizeBytes,
    show: ({ sizeBytes }) => formatBytes(sizeBytes),
    number: true,
  },
  { name: 'message', title: 'What is new', value: ({ message }) => message ?? '', long: true },
]
