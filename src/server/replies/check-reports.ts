import type {
  CheckReportReply,
  CheckReportsReply,
  CheckReportSummaryReply,
  CheckResultReply,
} from '../../api/index.ts'
import {
  dataErrors,
  sqlCheckReportStore,
  type CheckResult,
  type CheckSubjectKind,
  type RecordedReport,
} from '../../data/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import { toFinite, toRow } from './wire-values.ts'

export async function readCheckReports(
  { database }: OpenedProject,
  query: {
    readonly kind?: CheckSubjectKind | undefined
    readonly subject?: string | undefined
    readonly run?: string | undefined
    readonly limit: number
  },
): Promise<CheckReportsReply> {
  const { kind, subject: name, run: runId, limit } = query
  const reports = await sqlCheckReportStore(database).list({
    limit,
    ...(kind === undefined ? {} : { kind }),
    ...(name === undefined ? {} : { name }),
    ...(runId === undefined ? {} : { runId }),
  })
  return { reports: reports.map(toSummary) }
}

/** Throws `checkReportNotFound`. */
export async function readCheckReport(
  { database }: OpenedProject,
  id: string,
): Promise<CheckReportReply> {
  const report = await sqlCheckReportStore(database).find(id)
  if (report === undefined) throw dataErrors.checkReportNotFound({ report: id })
  return { ...aboutReport(report), results: report.results.map(toResult) }
}

function toSummary(report: RecordedReport): CheckReportSummaryReply {
  return { ...aboutReport(report), results: report.results.map(toOutcome) }
}

function aboutReport({ id, subject, judgedAt, runId, verdict, rowCount }: RecordedReport) {
  return {
    id,
    kind: subject.kind,
    subject: subject.name,
    state: subject.state ?? null,
    judgedAt: judgedAt.toISOString(),
    runId: runId ?? null,
    verdict,
    rowCount,
  }
}

function toOutcome(result: CheckResult): CheckReportSummaryReply['results'][number] {
  const { check, kind, severity, holds, expected, found, failedCount } = result
  return { check, kind, severity, holds, expected, found, failedCount }
}

function toResult(result: CheckResult): CheckResultReply {
  return {
    ...toOutcome(result),
    rows: result.rows.map(({ place, values }) => ({
      place: place.batch ?? null,
      row: place.row,
      values: toRow(values),
    })),
    comparisons: (result.comparisons ?? []).map((one) => ({
      column: one.column,
      holds: one.holds,
      statistic: toFinite(one.statistic),
      pValue: toFinite(one.pValue),
      correctedPValue: toFinite(one.correctedPValue),
    })),
  }
}
