import type { EngineRow } from '../../table/index.ts'
import type { Check, Severity } from './check.ts'
import type { ColumnComparison } from './compare-columns.ts'

/** What one check found. */
export interface CheckResult {
  readonly check: string
  readonly kind: Check['kind']
  readonly severity: Severity
  readonly holds: boolean
  /** The rule with the values in force. */
  readonly expected: string
  readonly found: string
  readonly failedCount: number
  /** The batches that break the rule. */
  readonly batches: readonly string[]
  /** The first rows that break it, in the order of the table. */
  readonly rows: readonly FailedRow[]
  /** Each column that was compared with a reference. */
  readonly comparisons?: readonly ColumnComparison[]
}

/** A row that breaks a rule, and where it stands. */
export interface FailedRow {
  readonly place: {
    readonly batch?: string
    readonly row: number
    /** True where `row` counts the lines of a text. */
    readonly isLine?: boolean
  }
  readonly values: EngineRow
}

export const verdicts = ['passed', 'warned', 'quarantined', 'refused'] as const
export type Verdict = (typeof verdicts)[number]

/** What all checks of a table found. */
export interface CheckReport {
  readonly table: string
  readonly rowCount: number
  readonly verdict: Verdict
  readonly results: readonly CheckResult[]
}

const verdictOf: Readonly<Record<Severity, Verdict>> = {
  refuse: 'refused',
  quarantine: 'quarantined',
  warn: 'warned',
}

export function toReport(
  table: string,
  rowCount: number,
  results: readonly CheckResult[],
): CheckReport {
  const found = results.filter(({ holds }) => !holds).map(({ severity }) => verdictOf[severity])
  const worst = Math.max(0, ...found.map((verdict) => verdicts.indexOf(verdict)))
  return { table, rowCount, verdict: verdicts[worst] ?? 'passed', results }
}

/** Whether a check is broken that is more than warned of. */
export function isBroken({ verdict }: CheckReport): boolean {
  return verdict === 'refused' || verdict === 'quarantined'
}
