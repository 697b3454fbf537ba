import type { DatasetDeps } from './dataset-deps.ts'
import type { DatasetVersion } from './dataset-version.ts'
import { datasetErrors } from './errors.ts'
import type { PlacedPointer } from './find-pointers.ts'
import { sqlDatasetStore } from './sql-dataset-store.ts'

/** The version that a pointer names by its digest. Throws `datasetVersionElsewhere`. */
export async function getPointedVersion(
  { database }: Pick<DatasetDeps, 'database'>,
  { place, pointer }: PlacedPointer,
): Promise<DatasetVersion> {
  const { dataset, digest } = pointer
  const found = await sqlDatasetStore(database).findByDigest(dataset, digest)
  if (found !== undefined) return found
  const file = `${place.path}.swell`
  throw datasetErrors.datasetVersionElsewhere({ pointer: file, dataset, digest })
}
