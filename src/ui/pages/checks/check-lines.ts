import type { CheckOutcomeReply, CheckReportSummaryReply } from '../../../api/index.ts'

/** What one check has found in each of some reports; undefined where a report has no such check. */
export interface CheckLine {
  readonly check: string
  readonly outcomes: readonly (CheckOutcomeReply | undefined)[]
}

/** A line for each check of the reports, those that are broken most first. */
export function checkLines(reports: readonly CheckReportSummaryReply[]): CheckLine[] {
  const names = new Set(reports.toReversed().flatMap(({ results }) => results.map(nameOf)))
  const byName = reports.map(({ results }) => new Map(results.map((one) => [nameOf(one), one])))
  const lines = [...names].map((check) => ({
    check,
    outcomes: byName.map((outcomes) => outcomes.get(check)),
  }))
  return lines.toSorted((a, b) => brokenCountOf(b) - brokenCountOf(a))
}

function nameOf({ check }: CheckOutcomeReply): string {
  return check
}

/** In how many of the reports the check is broken. */
export function brokenCountOf({ outcomes }: CheckLine): number {
  return outcomes.filter((outcome) => outcome?.holds === false).length
}
