import type { CheckReportSummaryReply, CheckReportsReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatDayAndTime, formatMoment, plural } from '../../format.ts'
import { Empty } from '../../kit/empty.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Shape } from '../../kit/state.tsx'
import { usePageSearch } from '../../page-search.ts'
import { CheckReport } from './check-report.tsx'
import { brokenCountOf, checkLines, type CheckLine } from './check-lines.ts'
import { outcomeOf } from './verdict-state.tsx'

export interface CheckHistoryProps {
  readonly kind: 'group' | 'dataset' | 'table'
  readonly subject: string
  /** What would make the first report. */
  readonly command?: string
}

const shownCount = 40

/** What the checks of one thing have found over time, and the report that the reader chooses. */
export function CheckHistory({ kind, subject, command }: CheckHistoryProps) {
  const reports = useAsk('listCheckReports', { query: { kind, subject, limit: shownCount } })
  return (
    <Loaded query={reports} height={160}>
      {({ reports: found }) =>
        found.length === 0 ? (
          <Empty title="Nothing was judged yet" {...(command === undefined ? {} : { command })}>
            What checks find is kept here, with the rows that break them.
          </Empty>
        ) : (
          <History reports={found} />
        )
      }
    </Loaded>
  )
}

function History({ reports }: { reports: CheckReportsReply['reports'] }) {
  const [search, setSearch] = usePageSearch()
  const chosen = reports.find(({ id }) => id === search['report']) ?? reports[0]
  if (chosen === undefined) return null
  const choose = (id: string) => setSearch({ report: id })
  return (
    <>
      {reports.length > 1 ? (
        <CheckStrips reports={reports.toReversed()} chosen={chosen.id} onChoose={choose} />
      ) : null}
      <div className="check-chosen">
        {reports.length > 1 ? (
          <label className="field inline">
            <span>Report</span>
            <select value={chosen.id} onChange={(event) => choose(event.target.value)}>
              {reports.map((report) => (
                <option key={report.id} value={report.id}>
                  {titleOf(report)}
                </option>
              ))}
            </select>
          </label>
        ) : null}
      </div>
      <CheckReport id={chosen.id} />
    </>
  )
}

function titleOf({ judgedAt, state, kind, verdict }: CheckReportSummaryReply): string {
  const version = kind === 'dataset' && state !== null ? `, version ${state}` : ''
  const fate = state === null && kind !== 'table' ? ', nothing came in' : ''
  return `${formatDayAndTime(judgedAt)}${version}: ${verdict}${fate}`
}

interface StripsProps {
  /** Oldest first. */
  readonly reports: readonly CheckReportSummaryReply[]
  readonly chosen: string
  readonly onChoose: (id: string) => void
}

/** A line for each check, a mark for each report; the newest stand on the right. */
function CheckStrips({ reports, chosen, onChoose }: StripsProps) {
  const [first, last] = [reports[0], reports.at(-1)]
  const lines = checkLines(reports)
  const heldCount = lines.filter((line) => !isBroken(line)).length
  const toStrip = (line: CheckLine) => (
    <div key={line.check} className="check-strip">
      <span className="check-name" title={line.check}>
        {line.check}
      </span>
      <Marks line={line} reports={reports} chosen={chosen} onChoose={onChoose} />
    </div>
  )
  return (
    <figure className="check-strips" aria-label="What the checks found over time">
      {lines.filter(isBroken).map(toStrip)}
      {heldCount === 0 ? null : (
        <details open={heldCount === lines.length && heldCount < 8}>
          <summary>
            {plural(heldCount, 'check')} held in all {reports.length} reports
          </summary>
          {lines.filter((line) => !isBroken(line)).map(toStrip)}
        </details>
      )}
      <figcaption className="check-strip soft small">
        <span>{reports.length} reports, oldest on the left</span>
        <span className="check-ends">
          {first === undefined ? '' : formatDayAndTime(first.judgedAt)} –{' '}
          {last === undefined ? '' : formatDayAndTime(last.judgedAt)} UTC
        </span>
      </figcaption>
    </figure>
  )
}

function isBroken(line: CheckLine): boolean {
  return brokenCountOf(line) > 0
}

function Marks({ line, reports, chosen, onChoose }: StripsProps & { line: CheckLine }) {
  const brokenCount = brokenCountOf(line)
  return (
    <span className="check-marks">
      <span className="only-read-aloud">
        broken in {brokenCount} of {reports.length} reports
      </span>
      {reports.map((report, at) => {
        const outcome = line.outcomes[at]
        const [tone, word] =
          outcome === undefined ? ['idle' as const, 'not asked'] : outcomeOf(outcome)
        const found = outcome === undefined ? '' : `: ${outcome.found}`
        return (
          <button
            key={report.id}
            type="button"
            // By keyboard a report is chosen from the list below, not through each of its marks.
            tabIndex={-1}
            aria-hidden="true"
            className={`check-mark ${outcome === undefined ? 'none' : tone}${report.id === chosen ? ' chosen' : ''}`}
            title={`${formatMoment(report.judgedAt)}\n${word}${found}`}
            onClick={() => onChoose(report.id)}
          >
            {outcome === undefined ? null : <Shape tone={tone} />}
          </button>
        )
      })}
    </span>
  )
}
