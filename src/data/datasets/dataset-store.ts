import type { Digest } from '../../base/index.ts'
import type {
  DatasetAlias,
  DatasetAliasMove,
  DatasetRemoval,
  DatasetVersion,
} from './dataset-version.ts'

/** Versions of datasets and their aliases. Passes `datasetStoreContract`. */
export interface DatasetStore {
  /**
   * Records content under the next number, or under `wanted` if that is free, unless the dataset holds
   * it already. `places` of content that is known are replaced, as the old ones may be lost. Content of a
   * removed version gets its number back; no other content does.
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

  /** Removes a version and the aliases that point to it; their moves stay. Says whether it was there. */
  remove(removal: DatasetRemoval): Promise<boolean>

  /** Newest first. */
  listRemovals(dataset: string): Promise<DatasetRemoval[]>

  /** Moves an alias if it still points to `from`, and says whether it did. */
  moveAlias(move: DatasetAliasMove): Promise<boolean>

  /**
   * Keeps moves that were made elsewhere. An alias then points where its newest move led, of all that are
   * known. Gives the aliases that point elsewhere now.
   */
  takeMoves(dataset: string, moves: readonly DatasetAliasMove[]): Promise<readonly string[]>
}

export interface NewDatasetVersion extends Omit<DatasetVersion, 'version'> {
  readonly wanted?: number
}

export interface RecordedVersion {
  readonly version: DatasetVersion
  /** False when the dataset held the content already. */
  readonly isNew: boolean
}
