import { Link } from '@tanstack/react-router'
import type { DatasetSummaryReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatBytes, formatCount } from '../../format.ts'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { VerdictState } from '../checks/verdict-state.tsx'
import { Aliases } from './aliases.tsx'

const datasetColumns: readonly TableColumn<DatasetSummaryReply>[] = [
  {
    name: 'name',
    title: 'Dataset',
    value: (dataset) => dataset.name,
    show: (dataset) => (
      <Link to="/data/datasets/$name" params={{ name: dataset.name }}>
        {dataset.name}
      </Link>
    ),
  },
  {
    name: 'state',
    title: 'State',
    value: (dataset) => dataset.latest?.verdict ?? '',
    show: (dataset) => <VerdictState verdict={dataset.latest?.verdict ?? null} />,
  },
  {
    name: 'latest',
    title: 'Latest',
    value: (dataset) => dataset.latest?.version ?? null,
    show: ({ name, latest }) =>
      latest === null ? (
        <span className="soft">no version yet</span>
      ) : (
        <>
          <Link
            to="/data/datasets/$name/$version"
            params={{ name, version: String(latest.version) }}
          >
            v{latest.version}
          </Link>{' '}
          <Aliases aliases={latest.aliases.filter((alias) => alias !== 'latest')} />
        </>
      ),
  },
  {
    name: 'createdAt',
    title: 'Added',
    value: (dataset) => dataset.latest?.createdAt ?? null,
    show: (dataset) => <Moment at={dataset.latest?.createdAt ?? null} />,
  },
  {
    name: 'versionCount',
    title: 'Versions',
    value: (dataset) => dataset.versionCount,
    number: true,
    minor: true,
  },
  {
    name: 'fileCount',
    title: 'Files',
    value: (dataset) => dataset.latest?.fileCount ?? null,
    show: (dataset) => formatCount(dataset.latest?.fileCount ?? 0),
    number: true,
    minor: true,
  },
  {
    name: 'sizeBytes',
    title: 'Size',
    value: (dataset) => dataset.latest?.sizeBytes ?? null,
    show: (dataset) => formatBytes(dataset.latest?.sizeBytes ?? 0),
    number: true,
  },
]

/** What is kept under versions. */
export function Datasets() {
  const datasets = useAsk('listDatasets')
  return (
    <Section
      title="Datasets"
      sentence="Files and folders under versions: a version never changes, an alias moves."
    >
      <Loaded query={datasets} height={120}>
        {(reply) =>
          reply.datasets.length === 0 ? (
            <Empty title="No datasets" command="swell data add <path>">
              Any file or folder of the project can be kept under versions. Small pointer files go
              into Git with your code.
            </Empty>
          ) : (
            <Table
              id="datasets"
              title="Datasets"
              columns={datasetColumns}
              rows={reply.datasets}
              rowKey={(dataset) => dataset.name}
            />
          )
        }
      </Loaded>
    </Section>
  )
}
