import type { Migration } from '../migration.ts'

/** What checks have found, and of what. */
export const checks: Migration = {
  name: 'checks',
  statements: [
    `create table check_reports (
      report_id text primary key,
      subject_kind text not null,
      subject text not null,
      state text,
      judged_at text not null,
      run_id text,
      verdict text not null,
      row_count bigint not null,
      results text not null
    )`,
    `create index check_reports_by_subject on check_reports (subject_kind, subject, report_id)`,
    `create index check_reports_by_run on check_reports (run_id)`,
  ],
}
