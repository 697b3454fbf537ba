import type { CheckReportSummaryReply } from '../../../api/index.ts'

export interface ChosenReports {
  /** The newest of the subject, which names it. */
  readonly first: CheckReportSummaryReply
  /** Those in which something is broken; else the newest. */
  readonly shown: readonly CheckReportSummaryReply[]
  /** How many others there are, in which everything held. */
  readonly heldCount: number
}

/** Of many reports, newest first, what a person has to see of each subject. */
export function chooseReports(reports: readonly CheckReportSummaryReply[]): ChosenReports[] {
  const bySubject = new Map<string, CheckReportSummaryReply[]>()
  for (const report of reports) {
    const key = `${report.kind} ${report.subject}`
    bySubject.set(key, [...(bySubject.get(key) ?? []), report])
  }
  return [...bySubject.values()].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    const broken = own.filter(({ verdict }) => verdict !== 'passed')
    const shown = broken.length === 0 ? [first] : broken
    return [{ first, shown, heldCount: own.length - shown.length }]
  })
}
