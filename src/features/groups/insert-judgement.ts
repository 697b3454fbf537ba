import { insertCheckReport, type CheckReport } from '../../data/index.ts'
import type { DatabaseSession } from '../../storage/index.ts'
import type { CommitId } from './commit.ts'

/** Keeps what the checks of a group have found. Where nothing was asked there is nothing to keep. */
export async function insertJudgement(
  session: DatabaseSession,
  report: CheckReport,
  about: {
    readonly judgedAt: Date
    readonly runId: string | undefined
    readonly commit?: CommitId
  },
): Promise<void> {
  if (report.results.length === 0) return
  const { judgedAt, runId, commit } = about
  const subject = { kind: 'group' as const, name: report.table }
  await insertCheckReport(session, report, {
    subject: commit === undefined ? subject : { ...subject, state: commit },
    judgedAt,
    runId,
  })
}
