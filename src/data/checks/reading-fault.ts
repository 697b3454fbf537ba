import { isLineTooLong, UnreadableLine, type EngineRow } from '../../table/index.ts'
import type { LeftOut } from '../sources/read-file.ts'
import type { CheckResult, FailedRow } from './check-result.ts'

/** That data can't be read at all is a finding like others. */
export function unreadable(problem: string): CheckResult {
  return { ...judgedRows('the data can be read', 0, []), holds: false, found: problem }
}

/** What of the data can't be read, and what its reader makes of that. */
export function unreadableLines(
  { severity, count, lines }: LeftOut,
  rowCount: number,
): CheckResult {
  const told = lines[0]?.message ?? ''
  const others = count === 1 ? '' : ` (${count - 1} more that can't be read)`
  return {
    ...unreadable(`${told}${others}`),
    severity: rowCount === 0 ? 'refuse' : severity,
    failedCount: count,
    rows: lines.map(placeOfLine),
  }
}

function placeOfLine({ line, row, text, message }: UnreadableLine): FailedRow {
  const place = line === undefined ? { row: row ?? 1 } : { row: line, isLine: true }
  return { place, values: { problem: message.replace(/^(Line|Row) \d+: /, ''), text } }
}

/** Whether rows could be read as what they are declared to be. */
export function judgedRows(
  check: string,
  failedCount: number,
  broken: readonly { readonly row: number; readonly values: EngineRow }[],
): Omit<CheckResult, 'found'> {
  return {
    check,
    kind: 'row',
    severity: 'refuse',
    holds: failedCount === 0,
    expected: check,
    failedCount,
    batches: [],
    rows: broken.map(({ row, values }) => ({ place: { row }, values })),
  }
}

/** What is said of a line or file that can't be read, by us or by the engine; undefined for a defect. */
export function fileProblem(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (isLineTooLong(error)) return 'A line is longer than 2 MB; a quote may be open.'
  if (!(error instanceof UnreadableLine) && !fileFault.test(error.message)) return undefined
  // The engine goes on with advice for those who write SQL.
  const [said = ''] = error.message
    .replace(/^(Invalid Input|IO) Error: /, '')
    .split('Possible fixes')
  return said.trim().split('\n').slice(0, 3).join('; ')
}

const fileFault = /^(IO Error: |Invalid Input Error: .*(CSV|JSON|[Pp]arquet|[Ff]ile))/
