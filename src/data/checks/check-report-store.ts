import type { Branded } from '../../base/index.ts'
import type { CheckReport } from './check-result.ts'

export type CheckReportId = Branded<'CheckReportId'>

export const checkSubjectKinds = ['group', 'dataset', 'table'] as const
export type CheckSubjectKind = (typeof checkSubjectKinds)[number]

/** What was judged: rows that ask to come into a group, a version of a dataset, or what a step checks. */
export interface CheckSubject {
  readonly kind: CheckSubjectKind
  readonly name: string
  /** The id of the commit or the number of the version; absent where nothing has come in. */
  readonly state?: string
}

/** A report as it is kept: what was judged, when, and by which run. It never changes. */
export interface RecordedReport extends CheckReport {
  readonly id: CheckReportId
  readonly subject: CheckSubject
  readonly judgedAt: Date
  readonly runId?: string
}

export interface CheckReportFilter {
  readonly kind?: CheckSubjectKind
  readonly name?: string
  /** Of this run and the steps that it ran. */
  readonly runId?: string
  readonly limit: number
}

/** The reports of all that was judged. */
export interface CheckReportStore {
  find(id: string): Promise<RecordedReport | undefined>

  /** Newest first. */
  list(filter: CheckReportFilter): Promise<RecordedReport[]>

  /** Of each subject of a kind, the newest, by its name. */
  newest(kind: CheckSubjectKind): Promise<ReadonlyMap<string, RecordedReport>>
}
