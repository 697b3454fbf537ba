import type { Digest } from '../../base/index.ts'
import type { DatasetAlias, DatasetAliasMove, DatasetVersion } from './dataset-version.ts'

/** Versions of datasets and their aliases. Passes `datasetStoreContract`. */
export interface DatasetStore {
  /**
   * Records content under the next number, or under `wanted` if that is free, unless the dataset holds
   * it already. `places` of content that is known are replaced, as the old ones may be lost.
   */
  record(version: NewDatasetVersion): Promise<RecordedVersion>

  /** Newest first; of one dataset or of all. */
  list(dataset?: string): Promise<DatasetVersion[]>

  find(dataset: string, version: number): Promise<DatasetVersion | undefined>

  findByDigest(dataset: string, digest: Digest): Promise<DatasetVersion | undefined>

  listAliases(dataset?: string): Promise<DatasetAlias[]>

  findAlias(dataset: string, alias: string): Promise<DatasetAlias | undefined>

  /** Newest first. */
  listMoves(dataset: string): Promise<DatasetAliasMove[]>

  /** Moves an alias if it still points to `from`, and says whether it did. */
  moveAlias(move: DatasetAliasMove): Promise<boolean>
}

export interface NewDatasetVersion extends Omit<DatasetVersion, 'version'> {
  readonly wanted?: number
}

export interface RecordedVersion {
  readonly version: DatasetVersion
  /** False when the dataset held the content already. */
  readonly isNew: boolean
}
