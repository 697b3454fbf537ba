import { useMemo } from 'react'
import type { ColumnDriftReply, DriftReply, MonitorRunSummaryReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { BinChart } from '../../charts/bin-chart.tsx'
import { formatDayAndTime, formatNumber, formatPValue, plural } from '../../format.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { State } from '../../kit/state.tsx'
import { wordsOf } from '../../words-of.ts'
import { usePageSearch } from '../../page-search.ts'
import { Confusion } from './confusion.tsx'
import { MonitorState } from './monitor-words.tsx'

/** Each column beside its reference, of the window that the slider stands at. */
export function DriftOverTime({ monitor, from }: { monitor: string; from: string }) {
  const asked = useAsk('listMonitorRuns', {
    params: { name: monitor },
    query: { from, limit: 1000 },
  })
  return (
    <Loaded query={asked} height={240}>
      {({ runs }) => {
        const measured = runs.filter(({ rowCount }) => rowCount > 0).toReversed()
        return measured.length === 0 ? (
          <p className="soft">No window of this time had rows to look at.</p>
        ) : (
          <Slid monitor={monitor} runs={measured} />
        )
      }}
    </Loaded>
  )
}

interface SlidProps {
  readonly monitor: string
  /** Oldest first. */
  readonly runs: readonly MonitorRunSummaryReply[]
}

function Slid({ monitor, runs }: SlidProps) {
  const [search, setSearch] = usePageSearch()
  const found = runs.findIndex(({ id }) => id === search['run'])
  const at = found < 0 ? runs.length - 1 : found
  const run = runs[at]
  const shown = useAsk(
    'getMonitorRun',
    { params: { name: monitor, id: run?.id ?? '' } },
    { enabled: run !== undefined, everyMs: 0, keepOld: true },
  )
  if (run === undefined) return null
  const words = windowWords(run)
  return (
    <>
      <div className="slider">
        <label className="field">
          <span>
            {words} <MonitorState state={run.state} />
          </span>
          <input
            type="range"
            min={0}
            max={runs.length - 1}
            value={at}
            aria-valuetext={words}
            onChange={(event) => {
              const place = Number(event.target.value)
              const isNewest = place === runs.length - 1
              setSearch({ run: isNewest ? undefined : runs[place]?.id })
            }}
          />
        </label>
        <span className="soft small nowrap">
          window {at + 1} of {runs.length}
        </span>
      </div>
      <Loaded query={shown} height={240}>
        {(reply) => (
          <>
            {reply.drift.length === 0 ? (
              <p className="soft">{reply.problem ?? 'No column was compared in this window.'}</p>
            ) : (
              reply.drift.map((drift) => <Compared key={drift.of} drift={drift} />)
            )}
            <Confusion run={reply} />
            {reply.notes.map((note) => (
              <p key={note} className="soft small">
                {note}
              </p>
            ))}
          </>
        )}
      </Loaded>
    </>
  )
}

function windowWords({ since, until, rowCount }: MonitorRunSummaryReply): string {
  const span =
    since === null
      ? `up to ${formatDayAndTime(until)}`
      : `${formatDayAndTime(since)} to ${formatDayAndTime(until)}`
  return `${span} UTC, ${plural(rowCount, 'row')}`
}

const sides: Readonly<Record<DriftReply['of'], string>> = {
  inputs: 'What the model was given',
  predictions: 'What it said',
  outcomes: 'What came true',
  rows: 'The rows',
}

function Compared({ drift }: { drift: DriftReply }) {
  const columns = useMemo(
    () => drift.columns.toSorted((a, b) => Number(b.drifted) - Number(a.drifted)),
    [drift],
  )
  const count = columns.filter(({ drifted }) => drifted).length
  return (
    <section className="compared" aria-label={sides[drift.of]}>
      <h3 className="table-title">
        {sides[drift.of]}{' '}
        {drift.drifted ? (
          <State tone="warn">drifted</State>
        ) : (
          <State tone="good">as in the reference</State>
        )}
      </h3>
      <p className="soft small">
        {count === 0 ? 'None' : count} of {plural(columns.length, 'column')}{' '}
        {count === 1 ? 'lies' : 'lie'} otherwise than {drift.against} (
        {plural(drift.rowCounts.reference, 'row')}); blue is now, dashed is the reference.
      </p>
      <Together found={drift.multivariate ?? []} />
      <div className="multiples">
        {columns.map((column) => (
          <ComparedColumn key={column.column} column={column} />
        ))}
      </div>
    </section>
  )
}

type Multivariate = NonNullable<DriftReply['multivariate']>[number]

/** What the columns show together, which no column may show alone. */
function Together({ found }: { found: readonly Multivariate[] }) {
  if (found.length === 0) return null
  return (
    <ul className="together small" aria-label="All columns together">
      {found.map((one) => (
        <li key={`${one.method} ${one.of ?? ''}`}>
          {one.drifted ? (
            <State tone="warn">drifted</State>
          ) : (
            <State tone="good">as in the reference</State>
          )}{' '}
          {multivariateWords(one)}
        </li>
      ))}
    </ul>
  )
}

function multivariateWords({ method, of, score, lower, upper, columns = [] }: Multivariate) {
  const usual = `usual ${formatNumber(lower)} to ${formatNumber(upper)}`
  if (method === 'reconstruction') {
    return `How the columns hang together (principal components): error ${formatNumber(score)}, ${usual}.`
  }
  const [most, next] = columns
  const told =
    most === undefined || next === undefined
      ? ''
      : ` Most is told by ${most.column} and ${next.column}.`
  const what =
    of === undefined ? 'A classifier tells the rows' : `A classifier of words tells ${of}`
  return `${what} from the reference: area ${formatNumber(score)}, ${usual}.${told}`
}

function ComparedColumn({ column }: { column: ColumnDriftReply }) {
  return (
    <div className="multiple">
      {column.bins === undefined ? (
        <h3>{column.column}</h3>
      ) : (
        <BinChart column={column.column} bins={column.bins} sentence={column.says} />
      )}
      <p className="soft small">
        {column.drifted ? <State tone="warn">drifted</State> : null} {column.says}{' '}
        {testWords(column)}
      </p>
    </div>
  )
}

function testWords({ test, score, threshold, pValue }: ColumnDriftReply): string {
  if (test === undefined || score === undefined) return ''
  const chance =
    pValue === undefined || pValue === score
      ? ''
      : `, p ${formatPValue(Number(pValue.toPrecision(3)))}`
  const limit = threshold === undefined ? '' : `, limit ${formatNumber(threshold)}`
  return `(${wordsOf(test)} ${formatPValue(Number(score.toPrecision(3)))}${chance}${limit})`
}
