import { UnreadableLine, type EngineRow } from '../../table/index.ts'
import type { CheckResult } from './check-result.ts'

/** That data can't be read at all is a finding like others. */
export function unreadable(problem: string): CheckResult {
  return { ...judgedRows('the data can be read', 0, []), holds: false, found: problem }
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
  if (!(error instanceof UnreadableLine) && !fileFault.test(error.message)) return undefined
  // The engine goes on with advice for those who write SQL.
  const [said = ''] = error.message
    .replace(/^(Invalid Input|IO) Error: /, '')
    .split('Possible fixes')
  return said.trim().split('\n').slice(0, 3).join('; ')
}

const fileFault = /^(IO Error: |Invalid Input Error: .*(CSV|JSON|[Pp]arquet|[Ff]ile))/
