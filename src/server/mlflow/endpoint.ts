import type { Environment } from '../../base/index.ts'
import type { ModelNotes, ModelStore, Promotion } from '../../registry/index.ts'
import type { BlobStore, Database } from '../../storage/index.ts'
import type {
  ExperimentStore,
  LoggedFiles,
  LoggedModelStore,
  LoggedRunStore,
} from '../../tracking/index.ts'
import type { Fields } from './fields.ts'

/** What the endpoints of MLflow's interface share. */
export interface MlflowDeps {
  readonly experiments: ExperimentStore
  readonly runs: LoggedRunStore
  readonly files: LoggedFiles
  readonly blobs: BlobStore
  readonly database: Database
  readonly loggedModels: LoggedModelStore
  readonly models: ModelStore
  readonly notes: ModelNotes
  /** Whether the project itself defines a model of the name. */
  readonly isDefined: (model: string) => boolean
  /** Moves an alias; of a model that the project defines its gates must hold. */
  readonly promote: (asked: Pick<Promotion, 'model' | 'alias' | 'version' | 'by'>) => Promise<void>
  readonly now: () => Date
  /** Where webhooks find the secrets that sign. */
  readonly environment: Environment
}

/** One call of MLflow's interface: what it answers is sent as JSON, members that are undefined left out. */
export interface MlflowEndpoint {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `/api/2.0/mlflow`; its parts `:name` are fields as those of the body are. */
  readonly path: string
  /** Bytes; what most calls take if it is absent. */
  readonly bodyLimit?: number
  readonly answer: (deps: MlflowDeps, fields: Fields) => Promise<object>
}
