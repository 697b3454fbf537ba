import type { Digest } from '../../base/index.ts'
import { contentBlobs } from './content-blobs.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import { sqlDatasetStore } from './sql-dataset-store.ts'
import { readVersionFiles } from './version-files.ts'

/**
 * Every blob that a version of a dataset needs, and the newest version that does. What a list that is
 * damaged or missing would name is not known.
 */
export async function listDatasetBlobs({
  database,
  blobs,
}: Pick<DatasetDeps, 'database' | 'blobs'>): Promise<ReadonlyMap<Digest, string>> {
  const found = new Map<Digest, string>()
  for (const version of await sqlDatasetStore(database).list()) {
    const owner = `version ${version.version} of ${version.dataset}`
    const files = await readVersionFiles(blobs, version).catch(() => undefined)
    const content = files === undefined ? [] : contentBlobs(files)
    for (const digest of [version.digest, version.places, ...content]) {
      if (!found.has(digest)) found.set(digest, owner)
    }
  }
  return found
}
