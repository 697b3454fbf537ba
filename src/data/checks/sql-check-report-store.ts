import { newId } from '../../base/index.ts'
import type { CheckReportsTable, DatabaseSession } from '../../storage/index.ts'
import type {
  CheckReportId,
  CheckReportStore,
  CheckSubject,
  RecordedReport,
} from './check-report-store.ts'
import type { CheckReport, CheckResult } from './check-result.ts'

export function sqlCheckReportStore({ queries }: DatabaseSession): CheckReportStore {
  return {
    async find(id) {
      const row = await queries
        .selectFrom('check_reports')
        .selectAll()
        .where('report_id', '=', id)
        .executeTakeFirst()
      return row === undefined ? undefined : toRecorded(row)
    },

    async list({ kind, name, runId, limit }) {
      let query = queries.selectFrom('check_reports').selectAll()
      if (kind !== undefined) query = query.where('subject_kind', '=', kind)
      if (name !== undefined) query = query.where('subject', '=', name)
      if (runId !== undefined) {
        query = query.where((e) =>
          e.or([
            e('run_id', '=', runId),
            e(
              'run_id',
              'in',
              e.selectFrom('runs').select('run_id').where('parent_run_id', '=', runId),
            ),
          ]),
        )
      }
      const rows = await query.orderBy('report_id', 'desc').limit(limit).execute()
      return rows.map(toRecorded)
    },

    async newest(kind) {
      const ids = queries
        .selectFrom('check_reports')
        .select((e) => e.fn.max('report_id').as('report_id'))
        .where('subject_kind', '=', kind)
        .groupBy('subject')
      const rows = await queries
        .selectFrom('check_reports')
        .selectAll()
        .where('report_id', 'in', ids)
        .execute()
      return new Map(rows.map((row) => [row.subject, toRecorded(row)]))
    },
  }
}

/** Of the rows that break a check, so many are kept. */
const keptRowCount = 20

/** Keeps a report, within the caller's transaction. */
export async function insertCheckReport(
  { queries }: DatabaseSession,
  report: CheckReport,
  about: {
    readonly subject: CheckSubject
    readonly judgedAt: Date
    readonly runId?: string | undefined
  },
): Promise<CheckReportId> {
  const { subject, judgedAt, runId } = about
  const results = report.results.map((result) => ({
    ...result,
    rows: result.rows.slice(0, keptRowCount),
  }))
  const id = newId<CheckReportId>('chk', judgedAt)
  await queries
    .insertInto('check_reports')
    .values({
      report_id: id,
      subject_kind: subject.kind,
      subject: subject.name,
      state: subject.state ?? null,
      judged_at: judgedAt.toISOString(),
      run_id: runId ?? null,
      verdict: report.verdict,
      row_count: report.rowCount,
      results: JSON.stringify(results),
    })
    .execute()
  return id
}

function toRecorded(row: CheckReportsTable): RecordedReport {
  const { subject_kind: kind, subject: name, state, run_id: runId } = row
  return {
    id: row.report_id as CheckReportId,
    subject: { kind, name, ...(state === null ? {} : { state }) },
    judgedAt: new Date(row.judged_at),
    ...(runId === null ? {} : { runId }),
    table: name,
    rowCount: row.row_count,
    verdict: row.verdict,
    // Written by `insertCheckReport` above.
    results: JSON.parse(row.results) as CheckResult[],
  }
}
