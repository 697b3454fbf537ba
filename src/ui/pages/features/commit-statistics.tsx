import type { ColumnStatisticsReply, CommitReply } from '../../../api/index.ts'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { usePageSearch } from '../../page-search.ts'
import { cellText } from '../lineage/cell-text.ts'

/** What the columns of one commit hold: the chosen one, or the newest. */
export function CommitStatistics({ commits }: { commits: readonly CommitReply[] }) {
  const [search] = usePageSearch()
  const chosen = commits.find(({ sequence }) => String(sequence) === search['commit'])
  const commit = chosen ?? commits[0]
  if (commit === undefined || commit.statistics.length === 0) return null
  return (
    <>
      <h3 className="table-title">What commit #{commit.sequence} holds</h3>
      <Table
        id="statistics"
        title={`Statistics of commit ${commit.sequence}`}
        columns={statisticsColumns}
        rows={commit.statistics}
        rowKey={(statistics) => statistics.column}
      />
    </>
  )
}

/** What the statistics of columns tell of each. */
export const statisticsColumns: readonly TableColumn<ColumnStatisticsReply>[] = [
  {
    name: 'column',
    title: 'Column',
    value: (statistics) => statistics.column,
    show: (statistics) => <code>{statistics.column}</code>,
  },
  { name: 'count', title: 'Values', value: (statistics) => statistics.count, number: true },
  { name: 'missing', title: 'Missing', value: (statistics) => statistics.missing, number: true },
  {
    name: 'distinct',
    title: 'Distinct',
    value: (statistics) => statistics.distinct,
    number: true,
    minor: true,
  },
  cellColumn('min', 'Smallest'),
  cellColumn('mean', 'Mean'),
  cellColumn('median', 'Median', true),
  cellColumn('max', 'Largest'),
  cellColumn('deviation', 'Deviation', true),
]

function cellColumn(
  name: 'min' | 'max' | 'mean' | 'median' | 'deviation',
  title: string,
  minor = false,
): TableColumn<ColumnStatisticsReply> {
  return {
    name,
    title,
    value: (statistics) => statistics[name],
    show: (statistics) => cellText(statistics[name]),
    number: true,
    minor,
  }
}
