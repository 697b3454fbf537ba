import type { Page, PageQuery } from './page.ts'
import type { Experiment, ExperimentId, KeyValue, Lifecycle } from './experiment.ts'

/** Where experiments live. */
export interface ExperimentStore {
  /** Throws `experimentNameTaken`, also where the one of that name is deleted. */
  create(start: ExperimentStart): Promise<ExperimentId>

  /** Throws `experimentNotFound`. */
  get(id: string): Promise<Experiment>

  /** Deleted ones, too. Throws `experimentNameNotFound`. */
  getByName(name: string): Promise<Experiment>

  /** Newest first, if `orderBy` says nothing else. */
  search(query: ExperimentQuery): Promise<Page<Experiment>>

  /** Throws `experimentNotFound`, `experimentNotActive` or `experimentNameTaken`. */
  rename(id: string, name: string): Promise<void>

  /** Its runs go and come back with it. Throws `experimentNotFound` where it is not in the other state. */
  setLifecycle(id: string, lifecycle: Lifecycle): Promise<void>

  /** Throws `experimentNotFound` or `experimentNotActive`. */
  setTag(id: string, tag: KeyValue): Promise<void>

  /** Throws `experimentTagNotFound` besides. */
  deleteTag(id: string, key: string): Promise<void>
}

export interface ExperimentStart {
  readonly name: string
  /** `mlflow-artifacts:/<id>` if it is absent. */
  readonly artifactLocation?: string
  readonly tags: readonly KeyValue[]
}

export interface ExperimentQuery extends PageQuery {
  readonly lifecycles: readonly Lifecycle[]
}
