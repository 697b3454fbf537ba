import type { Digest } from '../base/index.ts'
import type { EndedRun, Run, RunId, RunKind, RunStatus } from './run.ts'

/** Where runs live. Every adapter passes `runStoreContract` (test/tracking/run-store.contract.ts). */
export interface RunStore {
  /** Writes new runs, all or none. */
  insert(runs: readonly Run[]): Promise<void>

  /** Resolves to undefined when there is no such run. */
  find(id: RunId): Promise<Run | undefined>

  /** Newest first. */
  list(query: RunQuery): Promise<readonly Run[]>

  /**
   * Of each name, the newest run that succeeded among the children of runs of a kind and name, in no
   * particular order.
   */
  listLatest(query: LatestRunsQuery): Promise<readonly Run[]>

  /** Writes the end only if the run is still open, and says whether it did. */
  markEnded(run: EndedRun): Promise<boolean>
}

export interface LatestRunsQuery {
  readonly parentName: string
  readonly parentKind: RunKind
  readonly names: readonly string[]
}

export interface RunQuery {
  readonly kind?: RunKind
  readonly status?: RunStatus
  readonly name?: string
  readonly parentId?: RunId
  /** Only children of runs of this name. */
  readonly parentName?: string
  /** What kind those runs are; pipelines if it is absent. */
  readonly parentKind?: RunKind
  /** Only runs with one of these keys. */
  readonly cacheKeys?: readonly Digest[]
  /** Only runs that were started before this one: the last of a page asks for the next. */
  readonly before?: RunId
  /** 100 if it is absent. */
  readonly limit?: number
}
