import { formatNumber } from '../../../format.ts'
import { Table } from '../../../kit/table.tsx'
import type { TableColumn } from '../../../kit/table-column.ts'

type Metric = readonly [name: string, value: number | null]
type Param = readonly [name: string, value: string]

const metricColumns: readonly TableColumn<Metric>[] = [
  { name: 'name', title: 'Metric', value: ([name]) => name, long: true },
  {
    name: 'value',
    title: 'Last',
    number: true,
    value: ([, value]) => value,
    show: ([, value]) =>
      value === null ? (
        <span className="soft">not a number</span>
      ) : (
        <span title={String(value)}>{formatNumber(value)}</span>
      ),
  },
]

export function MetricTable({ metrics }: { metrics: readonly Metric[] }) {
  if (metrics.length === 0) return <p className="soft">It logged none.</p>
  return (
    <Table
      id="metrics"
      title="Metrics"
      columns={metricColumns}
      rows={metrics}
      rowKey={([name]) => name}
    />
  )
}

const paramColumns: readonly TableColumn<Param>[] = [
  { name: 'name', title: 'Parameter', value: ([name]) => name, long: true },
  {
    name: 'value',
    title: 'Value',
    value: ([, value]) => value,
    show: ([, value]) => <ParamValue value={value} />,
    long: true,
  },
]

const shortParam = 300

/** Half a megabyte of text would push all else away. */
function ParamValue({ value }: { value: string }) {
  if (value.length <= shortParam) return <code>{value}</code>
  return (
    <details>
      <summary>
        <code>{value.slice(0, shortParam)}…</code>
      </summary>
      <pre className="value-text" tabIndex={0}>
        {value}
      </pre>
    </details>
  )
}

export function ParamTable({ params }: { params: readonly Param[] }) {
  if (params.length === 0) return <p className="soft">It logged none.</p>
  return (
    <Table
      id="params"
      title="Parameters"
      columns={paramColumns}
      rows={params}
      rowKey={([name]) => name}
    />
  )
}
