import type { Curve } from './curve.ts'
import type { ExperimentId, KeyValue, Lifecycle } from './experiment.ts'
import type {
  LoggedBatch,
  LoggedDataset,
  LoggedPoint,
  LoggedRun,
  LoggedRunStatus,
  RunModel,
} from './logged-run.ts'
import type { Page, PageQuery } from './page.ts'

/**
 * Where runs live that programs tell us of. What writes throws `loggedRunNotFound`, and
 * `loggedRunNotActive` where the run is deleted; a write is there whole once it resolves, or not at all.
 */
export interface LoggedRunStore {
  /** Throws `experimentNotFound`, `experimentNotActive` or `runNamedTwice`. */
  create(start: LoggedRunStart): Promise<LoggedRun>

  /** Deleted ones, too. Throws `loggedRunNotFound`. */
  get(id: string): Promise<LoggedRun>

  /** What starts last comes first, if `orderBy` says nothing else. */
  search(query: LoggedRunQuery): Promise<Page<LoggedRun>>

  /** How many fit, whatever page is asked for. */
  count(query: Omit<LoggedRunQuery, 'limit' | 'offset' | 'orderBy'>): Promise<number>

  update(id: string, changes: LoggedRunChanges): Promise<LoggedRun>

  setLifecycle(id: string, lifecycle: Lifecycle): Promise<void>

  /**
   * Points are added (the same told again counts once), tags replaced; a parameter is written once.
   * Throws `paramChanged`, `paramSaidTwice`, `loggedValueMissing` or `loggedValueWrong`.
   */
  logBatch(id: string, batch: LoggedBatch): Promise<void>

  /** Throws `runTagNotFound`. */
  deleteTag(id: string, key: string): Promise<void>

  logInputs(
    id: string,
    inputs: { readonly datasets: readonly LoggedDataset[]; readonly models: readonly RunModel[] },
  ): Promise<void>

  logOutputs(id: string, models: readonly RunModel[]): Promise<void>

  /** Adds to the list of models that clients of MLflow 2 keep in a tag. `model` is JSON. */
  logModel(id: string, model: string): Promise<void>

  /** The points of a metric in the order in which they came in; all, without a limit. */
  listHistory(id: string, key: string, page?: HistoryPage): Promise<Page<LoggedPoint>>

  /** The history of a metric in the order of its steps, cut into so many stretches if it is longer. */
  readCurve(id: string, key: string, stretchCount: number): Promise<Curve>
}

export interface LoggedRunStart {
  /** The default one if it is absent. */
  readonly experimentId: string
  readonly userName: string
  /** Made up if it is absent. */
  readonly name?: string
  readonly startMs?: number
  readonly tags: readonly KeyValue[]
}

export interface LoggedRunChanges {
  readonly status?: LoggedRunStatus
  readonly endMs?: number
  readonly name?: string
}

export interface LoggedRunQuery extends PageQuery {
  /** All if it is absent. */
  readonly experimentIds?: readonly (ExperimentId | string)[]
  readonly lifecycles: readonly Lifecycle[]
}

export interface HistoryPage {
  readonly limit: number
  readonly offset: number
}
