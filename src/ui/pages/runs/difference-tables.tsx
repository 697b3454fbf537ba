import type { RunDifferenceReply } from '../../../api/index.ts'
import { formatNumber } from '../../format.ts'
import { State } from '../../kit/state.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'

/** A JSON value in a cell. */
export function jsonText(value: unknown): string {
  if (value === undefined) return '–'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}

type Setting = RunDifferenceReply['settings'][number]

const settingColumns: readonly TableColumn<Setting>[] = [
  { name: 'name', title: 'Setting', value: ({ name }) => name },
  {
    name: 'first',
    title: 'First',
    value: ({ first }) => jsonText(first),
    show: ({ first }) => <code>{jsonText(first)}</code>,
    long: true,
  },
  {
    name: 'second',
    title: 'Second',
    value: ({ second }) => jsonText(second),
    show: ({ second }) => <code>{jsonText(second)}</code>,
    long: true,
  },
]

export function SettingDifference({ difference }: { difference: RunDifferenceReply }) {
  const { settings, sameSettingCount } = difference
  if (settings.length === 0) {
    return (
      <p className="soft">
        {sameSettingCount === 0 ? 'Neither has any.' : `All ${sameSettingCount} are the same.`}
      </p>
    )
  }
  return (
    <>
      <Table
        id="settings"
        title="Settings that differ"
        columns={settingColumns}
        rows={settings}
        rowKey={({ name }) => name}
      />
      {sameSettingCount === 0 ? null : (
        <p className="soft small">{sameSettingCount} more are the same.</p>
      )}
    </>
  )
}

export function CodeDifference({
  difference: { code, steps },
}: {
  difference: RunDifferenceReply
}) {
  const changed = steps.filter((step) => step.code.length > 0)
  return (
    <>
      <p>
        <Commit code={code.first} /> <span className="soft">→</span> <Commit code={code.second} />
      </p>
      {changed.length === 0 ? (
        <p className="soft">What the steps can reach is the same.</p>
      ) : (
        <ul className="plain-list">
          {changed.map(({ step, code: parts }) => (
            <li key={step}>
              {step}: <span className="soft">{parts.join(', ')}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Commit({ code }: { code: RunDifferenceReply['code']['first'] }) {
  if (code === null) return <span className="soft">no code was noted</span>
  return (
    <>
      <code title={code.fingerprint}>
        {code.commit?.slice(0, 7) ?? code.fingerprint.slice(0, 12)}
      </code>
      {code.dirty ? (
        <>
          {' '}
          <State tone="warn">with changes</State>
        </>
      ) : null}
    </>
  )
}

type Metric = RunDifferenceReply['metrics'][number]

const metricColumns: readonly TableColumn<Metric>[] = [
  { name: 'step', title: 'Step', value: ({ step }) => step ?? 'the run' },
  { name: 'name', title: 'Metric', value: ({ name }) => name },
  {
    name: 'first',
    title: 'First',
    value: ({ first }) => first,
    number: true,
    show: ({ first }) => numberText(first),
  },
  {
    name: 'second',
    title: 'Second',
    value: ({ second }) => second,
    number: true,
    show: ({ second }) => numberText(second),
  },
  {
    name: 'change',
    title: 'Change',
    number: true,
    value: changeOf,
    show: (metric) => {
      const change = changeOf(metric)
      if (change === null) return <span className="soft">–</span>
      return change === 0 ? <span className="soft">none</span> : signed(change)
    },
  },
]

function numberText(value: number | null) {
  return value === null ? <span className="soft">–</span> : formatNumber(value)
}

function changeOf({ first, second }: Metric): number | null {
  return first === null || second === null ? null : second - first
}

function signed(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value)
}

export function MetricDifference({ metrics }: { metrics: readonly Metric[] }) {
  if (metrics.length === 0) return <p className="soft">Neither has logged any.</p>
  return (
    <Table
      id="metrics"
      title="Metrics of both runs"
      columns={metricColumns}
      rows={metrics}
      rowKey={({ step, name }) => `${step ?? ''} ${name}`}
    />
  )
}
