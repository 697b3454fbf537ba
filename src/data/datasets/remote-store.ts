import type { Digest } from '../../base/index.ts'
import type { TransferWatch } from '../../storage/index.ts'
import type { AliasMoveRecord } from './alias-move-record.ts'
import type { DatasetVersion } from './dataset-version.ts'

/** Where versions lie for others to fetch. Every adapter passes `remoteStoreContract`. */
export interface RemoteStore {
  readonly name: string

  /** True when content of that size is there; what is in it is found out when it is fetched. */
  has(digest: Digest, sizeBytes: number): Promise<boolean>

  /** Sends a file. It is there whole or not at all. Throws `remoteContentWrong`, `remoteUnreachable`. */
  put(digest: Digest, file: string, watch?: TransferWatch): Promise<void>

  /**
   * Writes content to `file`, where there is none yet, and verifies it. Throws `remoteContentMissing`,
   * `remoteContentWrong` or `remoteUnreachable`.
   */
  fetch(digest: Digest, file: string, watch?: TransferWatch): Promise<void>

  /** Tells of a version, once all of its content is there. */
  putRecord(record: VersionRecord): Promise<void>

  findRecord(dataset: string, digest: Digest): Promise<VersionRecord | undefined>

  /** Of one dataset or of all, the oldest first. */
  listRecords(dataset?: string): Promise<VersionRecord[]>

  /** Tells of a move of an alias. One that is there already stays as it was. */
  putMove(move: AliasMoveRecord): Promise<void>

  findMove(dataset: string, id: string): Promise<AliasMoveRecord | undefined>

  listMoveIds(dataset: string): Promise<readonly string[]>
}

/** What a remote knows of a version; the number is a wish where it is fetched. */
export type VersionRecord = Omit<DatasetVersion, 'runId'>
