import type { Clock } from '../../base/index.ts'
import type { BlobStore, DatabaseSession } from '../../storage/index.ts'
import { linkLineage, sqlLineageStore, sqlRunRecords, type RunId } from '../../tracking/index.ts'
import { datasetNode } from './dataset-lineage.ts'
import {
  parseDatasetReference,
  type DatasetReference,
  type DatasetVersion,
} from './dataset-version.ts'
import { getDatasetVersion } from './get-version.ts'

/** What versions are read with. */
export interface VersionReader {
  readonly database: DatabaseSession
  readonly blobs: BlobStore
  readonly now: Clock
  /** The run that reads: the ledger then knows that it has read this version. */
  readonly runId?: string | undefined
  /** The run that it repeats: the versions that that one has read are read again, where an alias has moved. */
  readonly repeats?: { readonly id: string } | undefined
}

/** The version that a number or an alias names, for its content to be read. Throws as `getDatasetVersion`. */
export async function readDatasetVersion(
  { database, now, runId, repeats }: Omit<VersionReader, 'blobs'>,
  reference: DatasetReference,
): Promise<DatasetVersion> {
  const before =
    repeats === undefined ? undefined : await readBefore(database, repeats.id, reference)
  const version = await getDatasetVersion({ database }, before ?? reference)
  if (runId === undefined) return version
  const to = { kind: 'run', id: runId }
  const edge = { from: datasetNode(version), to, relation: 'read by' }
  await linkLineage({ lineage: sqlLineageStore(database), now }, [edge])
  await sqlRunRecords(database).putDataset(runId as RunId, {
    name: version.dataset,
    digest: version.digest.slice(0, 36),
    sourceType: 'groundswell',
    source: datasetNode(version).id,
    tags: [],
  })
  return version
}

/** The version of the same dataset that a run has read. */
async function readBefore(
  database: DatabaseSession,
  id: string,
  { dataset }: DatasetReference,
): Promise<DatasetReference | undefined> {
  const edges = await sqlLineageStore(database).list([{ kind: 'run', id }], 'up')
  const read = edges.flatMap(({ from }) => {
    const found = from.kind === 'dataset' ? parseDatasetReference(from.id) : undefined
    return found?.dataset === dataset ? [found] : []
  })
  // Of several versions nobody can tell which is meant: then it is the one that is asked for.
  return read.length === 1 ? read[0] : undefined
}
