import type { Clock, Environment, Log, ResolvedSettings } from '../base/index.ts'
import type { DeliveryStore } from '../data/index.ts'
import type { CommitStore, OnlineRows, TrainingSetStore } from '../features/index.ts'
import type { RepeatedRun, Step, StepCode } from '../pipelines/index.ts'
import type { ModelStore } from '../registry/index.ts'
import type { TrackingAddress } from './tracking-door.ts'
import type { Service } from '../serving/index.ts'
import type { BlobStore, Database } from '../storage/index.ts'
import type { TableEngine } from '../table/index.ts'
import type { CodeState, LineageStore, RunRecords, RunStore } from '../tracking/index.ts'

/** The state of a project, open: what every verb and every step is given. */
export interface ProjectPorts {
  /** The project's folder. */
  readonly root: string
  /** The folder of its state. */
  readonly state: string
  readonly settings: ResolvedSettings
  /** The variables that the project sees: secrets are read from here when they are needed. */
  readonly environment: Environment
  readonly database: Database
  readonly blobs: BlobStore
  readonly engine: TableEngine
  readonly runs: RunStore
  readonly records: RunRecords
  readonly lineage: LineageStore
  readonly deliveries: DeliveryStore
  readonly commits: CommitStore
  readonly trainingSets: TrainingSetStore
  readonly models: ModelStore
  /** The rows of online features. */
  readonly online: OnlineRows
  readonly now: Clock
  readonly stopwatch: () => number
  readonly log: Log
  /** The project's code as it stands now; found out once. */
  readonly code: () => Promise<CodeState & { readonly fingerprint: string }>
  /** What each step of the project can reach, by the steps themselves. */
  readonly stepCode: () => Promise<ReadonlyMap<Step<unknown, never>, StepCode>>
  /** The project's services, whether they run or not. */
  readonly services: readonly Service[]
  /** What reads a group, by name. */
  readonly readersOf: (group: string) => readonly string[]
  readonly user?: string
  /** The run of the step that this was handed to: what it does is linked to it. */
  readonly runId?: string
  /** Where the programs of steps can log to; nowhere if it is absent. */
  readonly tracking?: () => Promise<TrackingAddress>
  /** The run that that one repeats. */
  readonly repeats?: RepeatedRun
  readonly close: () => Promise<void>
}
