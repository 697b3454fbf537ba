import type { KeyValue } from '../experiments/experiment.ts'
import type { Page } from '../experiments/page.ts'
import type { LoggedModel, LoggedModelStatus } from './logged-model.ts'

/** Where models live that clients have logged. What names one that is not there throws `loggedModelNotFound`. */
export interface LoggedModelStore {
  /** Throws `experimentNotFound`, `experimentNotActive` or `loggedValueWrong`. */
  create(start: LoggedModelStart): Promise<LoggedModel>

  get(id: string): Promise<LoggedModel>

  /** Newest first, if `orderBy` says nothing else. */
  search(query: LoggedModelQuery): Promise<Page<LoggedModel>>

  setStatus(id: string, status: LoggedModelStatus): Promise<LoggedModel>

  setTags(id: string, tags: readonly KeyValue[]): Promise<LoggedModel>

  /** Throws `loggedModelTagNotFound`. */
  deleteTag(id: string, key: string): Promise<void>

  /** What is there already stays. */
  addParams(id: string, params: readonly KeyValue[]): Promise<void>

  remove(id: string): Promise<void>
}

export interface LoggedModelStart {
  readonly experimentId: string
  /** Made up if it is absent. */
  readonly name?: string
  readonly sourceRunId?: string
  readonly modelType?: string
  readonly params: readonly KeyValue[]
  readonly tags: readonly KeyValue[]
}

export interface LoggedModelQuery {
  readonly experimentIds: readonly string[]
  readonly filter: string
  readonly orderBy: readonly LoggedModelOrder[]
  /** Of which metrics only those on one of these count. */
  readonly datasets: readonly { readonly name: string; readonly digest?: string }[]
  readonly limit: number
  readonly offset: number
}

export interface LoggedModelOrder {
  readonly fieldName: string
  readonly isAscending: boolean
}
