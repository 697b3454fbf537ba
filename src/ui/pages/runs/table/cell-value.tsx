import { formatDuration, formatFixed, formatNumber, shortId } from '../../../format.ts'
import { Moment } from '../../../kit/moment.tsx'
import type { TableValue } from '../../../kit/table-column.ts'
import type { RunColumn } from './run-columns.ts'

/** A value as its column shows it. */
export function CellValue({
  column,
  value,
}: {
  column: Pick<RunColumn, 'id' | 'kind' | 'decimals'>
  value: TableValue
}) {
  if (value === null)
    return <span className="soft">{column.kind === 'duration' ? 'running' : '–'}</span>
  if (typeof value !== 'number') {
    const text = String(value)
    return <span title={text}>{column.id === 'parent' ? shortId(text) : text}</span>
  }
  switch (column.kind) {
    case 'moment':
      return <Moment at={new Date(value).toISOString()} />
    case 'duration':
      return <>{formatDuration(value)}</>
    case 'param':
      return <>{String(value).replace('-', '−')}</>
    default:
      return <span title={String(value)}>{inColumn(value, column.decimals)}</span>
  }
}

/** With the decimals of its column, unless they would make nothing of it. */
function inColumn(value: number, decimals: number): string {
  if (value !== 0 && Math.abs(value) < 10 ** -decimals) return formatNumber(value)
  return formatFixed(value, decimals)
}
