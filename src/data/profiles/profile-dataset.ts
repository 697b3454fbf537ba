import type { TableEngine } from '../../table/index.ts'
import type { DatasetReference } from '../datasets/dataset-version.ts'
import { withVersionFile } from '../datasets/open-file.ts'
import { readDatasetVersion, type VersionReader } from '../datasets/read-dataset-version.ts'
import { readVersionFiles } from '../datasets/version-files.ts'
import { profileFiles, type ProfileFileOptions } from './profile-files.ts'
import type { Profile } from './profile.ts'

/**
 * The profile of the tables in a version of a dataset, as one table. Throws `data.datasetNotFound`,
 * `data.datasetVersionNotFound`, and what `profileFiles` throws.
 */
export async function profileDataset(
  { engine, ...deps }: VersionReader & { readonly engine: TableEngine },
  reference: DatasetReference,
  options: ProfileFileOptions = {},
): Promise<Profile> {
  const version = await readDatasetVersion(deps, reference)
  const stored = await readVersionFiles(deps.blobs, version)
  const files = stored.manifest.files.map(({ path }) => ({
    path,
    open: <Result>(use: (file: string) => Promise<Result>) =>
      withVersionFile(deps.blobs, stored, path, use),
  }))
  return profileFiles(engine, `${version.dataset}@${version.version}`, files, options)
}
