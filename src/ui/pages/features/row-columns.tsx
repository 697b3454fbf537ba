import type { Cell, ColumnReply, Row } from '../../../api/index.ts'
import { formatDayAndTime, formatMoment } from '../../format.ts'
import type { TableColumn } from '../../kit/table-column.ts'

/** Columns of a table for rows that only the contract's column list describes. A key is no number. */
export function rowColumns(
  columns: readonly ColumnReply[],
  key: readonly string[],
): TableColumn<Row>[] {
  return columns.map((column) => ({
    name: column.name,
    title: column.name,
    unit: column.unit,
    value: (row) => row[column.name] ?? null,
    ...((column.type === 'float' || column.type === 'integer') && !key.includes(column.name)
      ? { number: true }
      : {}),
    ...(column.type === 'timestamp'
      ? { show: (row: Row) => <MomentCell value={row[column.name] ?? null} /> }
      : {}),
  }))
}

function MomentCell({ value }: { value: Cell }) {
  if (typeof value !== 'string') return <span className="soft">–</span>
  return (
    <time dateTime={value} title={formatMoment(value)}>
      {formatDayAndTime(value)}
    </time>
  )
}
