import type { Clock, Log, ResolvedSettings } from '../../base/index.ts'
import type { DeliveryStore } from '../../data/index.ts'
import type { CommitStore, TrainingSetStore } from '../../features/index.ts'
import type { ModelStore } from '../../registry/index.ts'
import type { BlobStore, Database } from '../../storage/index.ts'
import type { TableEngine } from '../../table/index.ts'

/** What measuring reads. */
export interface MeasureDeps {
  readonly engine: TableEngine
  readonly blobs: BlobStore
  readonly database: Database
  readonly commits: CommitStore
  readonly deliveries: DeliveryStore
  readonly models: ModelStore
  readonly trainingSets: TrainingSetStore
  readonly settings: ResolvedSettings
  /** The folder of the project's state, with the journals. */
  readonly state: string
  readonly now: Clock
  readonly stopwatch: () => number
  readonly log: Log
}
