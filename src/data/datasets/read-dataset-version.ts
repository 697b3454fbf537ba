import type { Clock } from '../../base/index.ts'
import type { BlobStore, DatabaseSession } from '../../storage/index.ts'
import { linkLineage, sqlLineageStore } from '../../tracking/index.ts'
import { datasetNode } from './dataset-lineage.ts'
import type { DatasetReference, DatasetVersion } from './dataset-version.ts'
import { getDatasetVersion } from './get-version.ts'

/** What versions are read with. */
export interface VersionReader {
  readonly database: DatabaseSession
  readonly blobs: BlobStore
  readonly now: Clock
  /** The run that reads: the ledger then knows that it has read this version. */
  readonly runId?: string | undefined
}

/** The version that a number or an alias names, for its content to be read. Throws as `getDatasetVersion`. */
export async function readDatasetVersion(
  { database, now, runId }: Omit<VersionReader, 'blobs'>,
  reference: DatasetReference,
): Promise<DatasetVersion> {
  const version = await getDatasetVersion({ database }, reference)
  if (runId === undefined) return version
  const to = { kind: 'run', id: runId }
  const edge = { from: datasetNode(version), to, relation: 'read by' }
  await linkLineage({ lineage: sqlLineageStore(database), now }, [edge])
  return version
}
