import type { DeliveryStore } from '../data/index.ts'
import type { TrainingSetStore } from '../features/index.ts'
import type { ModelStore } from '../registry/index.ts'
import type { DatabaseSession } from '../storage/index.ts'
import type { LineageStore, RunStore } from '../tracking/index.ts'
import type { StoredDeps } from './find-prediction.ts'
import type { JournalDeps } from './read-journals.ts'

/** What the walks up the ledger need. */
export type WhyDeps = StoredDeps &
  JournalDeps & {
    readonly models: ModelStore
    readonly trainingSets: TrainingSetStore
    readonly deliveries: DeliveryStore
    readonly runs: RunStore
    readonly lineage: LineageStore
    readonly database: DatabaseSession
  }
