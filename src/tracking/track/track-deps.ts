import type { Clock } from '../../base/index.ts'
import type { BlobStore, Database } from '../../storage/index.ts'

export interface TrackDeps {
  readonly database: Database
  readonly blobs: BlobStore
  readonly now: Clock
  /** Where journals lie. */
  readonly folder: string
  /** Whose commit and lockfiles are noted. */
  readonly root: string
  readonly userName: string
}
