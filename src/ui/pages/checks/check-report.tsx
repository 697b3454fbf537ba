import { Link } from '@tanstack/react-router'
import type { CheckReportReply, CheckResultReply, FailedRowReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatCount, formatNumber, formatPValue, plural } from '../../format.ts'
import { Id } from '../../kit/id.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Moment } from '../../kit/moment.tsx'
import { State } from '../../kit/state.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { cellText } from '../lineage/cell-text.ts'
import { outcomeOf, VerdictState } from './verdict-state.tsx'

/** One report: what each check expected and found, what is broken first, with its rows. */
export function CheckReport({ id }: { id: string }) {
  const report = useAsk('getCheckReport', { params: { id } }, { everyMs: 0 })
  return (
    <Loaded query={report} height={200}>
      {(reply) => <Report report={reply} />}
    </Loaded>
  )
}

function Report({ report }: { report: CheckReportReply }) {
  const broken = report.results.filter(({ holds }) => !holds)
  const held = report.results.filter(({ holds }) => holds)
  return (
    <div className="check-report">
      <p className="check-about">
        <VerdictState verdict={report.verdict} />{' '}
        <span className="soft">
          {held.length} of {plural(report.results.length, 'check')} held in{' '}
          {plural(report.rowCount, 'row')}, judged <Moment at={report.judgedAt} />
          <Judged report={report} />
        </span>
      </p>
      {broken.map((result) => (
        <Broken key={result.check} result={result} />
      ))}
      {held.length === 0 ? null : (
        <details open={broken.length === 0}>
          <summary>{plural(held.length, 'check')} held</summary>
          <ul className="check-held">
            {held.map((result) => (
              <li key={result.check}>
                <State tone="good">held</State>
                <span>{result.expected}</span>
                <span className="soft small">{result.found}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

/** What was judged, and by which run. */
function Judged({ report: { kind, subject, state, runId } }: { report: CheckReportReply }) {
  return (
    <>
      {state === null ? ', nothing of it came in' : null}
      {kind === 'dataset' && state !== null ? (
        <>
          , version{' '}
          <Link to="/data/datasets/$name/$version" params={{ name: subject, version: state }}>
            {state}
          </Link>
        </>
      ) : null}
      {kind === 'group' && state !== null ? (
        <>
          , commit <Id value={state} />
        </>
      ) : null}
      {runId === null ? null : (
        <>
          , by a{' '}
          <Link to="/runs/$id" params={{ id: runId }}>
            run
          </Link>
        </>
      )}
    </>
  )
}

function Broken({ result }: { result: CheckResultReply }) {
  const [tone, word] = outcomeOf(result)
  return (
    <div className="check-broken">
      <p>
        <State tone={tone}>{word}</State> <strong>{result.expected}</strong>
      </p>
      <p className="soft">{result.found}</p>
      {result.comparisons.length === 0 ? null : <Comparisons result={result} />}
      {result.rows.length === 0 ? null : <FailedRows result={result} />}
    </div>
  )
}

function FailedRows({ result }: { result: CheckResultReply }) {
  const { rows, failedCount, check } = result
  const names = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))]
  const columns: readonly TableColumn<FailedRowReply>[] = [
    placeColumn,
    ...names.map((name): TableColumn<FailedRowReply> => ({
      name: `value ${name}`,
      title: name,
      value: (row) => row.values[name] ?? null,
      show: (row) => cellText(row.values[name] ?? null),
      number: rows.every(({ values }) => typeof (values[name] ?? 0) === 'number'),
    })),
  ]
  return (
    <Table
      id={`rows-${check}`}
      title={`Rows that break “${check}”`}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.place ?? ''} ${row.row}`}
      totalCount={failedCount}
    />
  )
}

const placeColumn: TableColumn<FailedRowReply> = {
  name: 'place',
  title: 'Row',
  value: (row) => row.row,
  show: (row) => <Place row={row} />,
}

function Place({ row: { place, row } }: { row: FailedRowReply }) {
  if (place === null) return formatCount(row)
  if (!place.startsWith('dlv_')) {
    return (
      <>
        {formatCount(row)} of <code>{place}</code>
      </>
    )
  }
  return (
    <>
      {formatCount(row)} of{' '}
      <Link to="/data/deliveries/$id" params={{ id: place }}>
        delivery
      </Link>
    </>
  )
}

type Comparison = CheckResultReply['comparisons'][number]

/** Chances only where there are some: a distance has none. */
function comparisonColumns(comparisons: readonly Comparison[]): TableColumn<Comparison>[] {
  const has = (name: 'pValue' | 'correctedPValue') =>
    comparisons.some((comparison) => comparison[name] !== null)
  return [
    ...stateColumns,
    ...(has('pValue') ? [numberColumn('pValue', 'p', formatPValue)] : []),
    ...(has('correctedPValue')
      ? [numberColumn('correctedPValue', 'p, corrected', formatPValue)]
      : []),
  ]
}

const stateColumns: readonly TableColumn<Comparison>[] = [
  {
    name: 'column',
    title: 'Column',
    value: ({ column }) => column,
    show: ({ column }) => <code>{column}</code>,
  },
  {
    name: 'holds',
    title: 'State',
    value: ({ holds }) => holds,
    show: ({ holds }) =>
      holds ? <State tone="good">alike</State> : <State tone="warn">differs</State>,
  },
  numberColumn('statistic', 'Statistic', formatNumber),
]

function numberColumn(
  name: 'statistic' | 'pValue' | 'correctedPValue',
  title: string,
  format: (value: number) => string,
): TableColumn<Comparison> {
  return {
    name,
    title,
    value: (comparison) => comparison[name],
    show: (comparison) => {
      const value = comparison[name]
      return value === null ? <span className="soft">–</span> : format(value)
    },
    number: true,
  }
}

function Comparisons({ result }: { result: CheckResultReply }) {
  return (
    <Table
      id={`columns-${result.check}`}
      title={`Columns of “${result.check}”`}
      columns={comparisonColumns(result.comparisons)}
      rows={result.comparisons}
      rowKey={({ column }) => column}
    />
  )
}
