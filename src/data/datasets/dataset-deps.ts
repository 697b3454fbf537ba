import type { Clock } from '../../base/index.ts'
import type { BlobStore, DatabaseSession } from '../../storage/index.ts'

/** What the verbs of datasets need; an opened project has it all. */
export interface DatasetDeps {
  /** The project's folder. */
  readonly root: string
  /** The folder of its state. */
  readonly state: string
  readonly database: DatabaseSession
  readonly blobs: BlobStore
  readonly now: Clock
  /** The run in which this happens. */
  readonly runId?: string | undefined
}
