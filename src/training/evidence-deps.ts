import type { Clock } from '../base/index.ts'
import type { TrainingSetStore } from '../features/index.ts'
import type { ModelStore } from '../registry/index.ts'
import type { HoldOptions } from './parts/part-rows.ts'
import type { BlobStore } from '../storage/index.ts'
import type { TableEngine } from '../table/index.ts'

/** What measuring a version reads. */
export interface EvidenceDeps extends HoldOptions {
  readonly blobs: BlobStore
  readonly engine: TableEngine
  readonly models: ModelStore
  readonly trainingSets: TrainingSetStore
  readonly now: Clock
  readonly stopwatch: () => number
}
