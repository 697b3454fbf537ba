import type { Branded, Digest } from '../../base/index.ts'
import { datasetErrors } from './errors.ts'

/** Files as they were when they were added. It never changes. */
export interface DatasetVersion {
  readonly dataset: string
  readonly version: number
  /** Of the list of its files: equal content has the same, wherever it was added. */
  readonly digest: Digest
  /** The blob that tells where the content of each file lies. */
  readonly places: Digest
  readonly kind: DatasetKind
  readonly fileCount: number
  readonly sizeBytes: number
  readonly createdAt: Date
  readonly message: string | undefined
  readonly runId: string | undefined
}

export type DatasetKind = 'file' | 'folder'

export type DatasetAliasMoveId = Branded<'DatasetAliasMoveId'>

/** A movable pointer to a version. `latest` moves with every add. */
export interface DatasetAlias {
  readonly dataset: string
  readonly alias: string
  readonly version: number
  readonly movedAt: Date
}

/** One move of an alias. Never changed, never deleted. */
export interface DatasetAliasMove {
  readonly id: DatasetAliasMoveId
  readonly dataset: string
  readonly alias: string
  readonly from: number | undefined
  readonly to: number
  readonly movedAt: Date
  readonly by: string
  readonly reason: string | undefined
}

/** That a version was removed, and why. Its number is never given to other content. */
export interface DatasetRemoval {
  readonly dataset: string
  readonly version: number
  readonly digest: Digest
  readonly removedAt: Date
  readonly by: string
  readonly reason: string | undefined
}

/** A dataset, and which version of it: `images`, `images@3`, `images@reference`. */
export interface DatasetReference {
  readonly dataset: string
  /** A number or an alias. */
  readonly version: string
}

export function parseDatasetReference(text: string): DatasetReference {
  const at = text.lastIndexOf('@')
  const dataset = at < 0 ? text : text.slice(0, at)
  assertDatasetName(dataset)
  return { dataset, version: at < 0 ? 'latest' : text.slice(at + 1) }
}

export function assertDatasetName(name: string): void {
  if (!/^[A-Za-z0-9][\w.-]{0,99}$/.test(name)) throw datasetErrors.datasetNameInvalid({ name })
}
