import type { BlobStore } from '../../storage/index.ts'
import type { DatasetVersion } from './dataset-version.ts'
import { parsePlaces, type FilePlace } from './file-places.ts'
import { parseManifest, type Manifest } from './manifest.ts'

/** All that is known of a version's files, but their content. */
export interface VersionFiles {
  readonly manifest: Manifest
  /** One for each file. */
  readonly places: readonly FilePlace[]
}

export async function readVersionFiles(
  blobs: BlobStore,
  version: Pick<DatasetVersion, 'digest' | 'places'>,
): Promise<VersionFiles> {
  const manifest = parseManifest(await blobs.get(version.digest), version.digest)
  const places = await blobs.get(version.places)
  return { manifest, places: parsePlaces(places, version.places, manifest.files.length) }
}
