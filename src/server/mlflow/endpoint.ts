import type { BlobStore } from '../../storage/index.ts'
import type { ExperimentStore, LoggedFiles, LoggedRunStore } from '../../tracking/index.ts'
import type { Fields } from './fields.ts'

/** What the endpoints of MLflow's interface share. */
export interface MlflowDeps {
  readonly experiments: ExperimentStore
  readonly runs: LoggedRunStore
  readonly files: LoggedFiles
  readonly blobs: BlobStore
  readonly now: () => Date
}

/** One call of MLflow's interface: what it answers is sent as JSON, members that are undefined left out. */
export interface MlflowEndpoint {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `/api/2.0/mlflow`. */
  readonly path: string
  /** Bytes; what most calls take if it is absent. */
  readonly bodyLimit?: number
  readonly answer: (deps: MlflowDeps, fields: Fields) => Promise<object>
}
