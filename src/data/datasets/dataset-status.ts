import { digestOf } from '../../base/index.ts'
import { compareFiles, type FileChanges } from './compare-files.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import { findPointers, type PlacedPointer } from './find-pointers.ts'
import { hashFiles } from './hash-files.ts'
import { parseManifest, writeManifest, type Manifest } from './manifest.ts'
import { scanData } from './scan-data.ts'
import { findStatCache, isAsCached, writeStatCache } from './stat-cache.ts'

/** How the data stands to what its pointer says. */
export interface DatasetStatus extends PlacedPointer {
  readonly state:
    | 'unchanged'
    | 'changed'
    /** There is no data beside the pointer. */
    | 'missing'
    /** The data differs, and the version that the pointer names is not here to say in what. */
    | 'elsewhere'
  /** Of state `changed`. */
  readonly changes?: FileChanges
}

/**
 * Compares the project's data with its pointers, without the database. Of files that look as they did,
 * nothing but their status on disk is read.
 */
export async function datasetStatus(
  deps: Pick<DatasetDeps, 'root' | 'state' | 'blobs'>,
  only?: (placed: PlacedPointer) => boolean,
): Promise<readonly DatasetStatus[]> {
  const found: DatasetStatus[] = []
  for (const placed of await findPointers(deps)) {
    if (only?.(placed) ?? true) found.push(await statusOf(deps, placed))
  }
  return found
}

async function statusOf(
  deps: Pick<DatasetDeps, 'state' | 'blobs'>,
  placed: PlacedPointer,
): Promise<DatasetStatus> {
  const { place, pointer } = placed
  const cache = await findStatCache(deps, place)
  const isKnown = cache?.digest === pointer.digest && isAsCached(place.data, cache)
  if (isKnown) return { ...placed, state: 'unchanged' }
  const scan = await scanData(place.data)
  if (scan === undefined) return { ...placed, state: 'missing' }
  const { manifest } = await hashFiles(place, scan, cache)
  const digest = digestOf(writeManifest(manifest))
  await writeStatCache(deps, place, scan, { digest, files: manifest.files })
  if (digest === pointer.digest) return { ...placed, state: 'unchanged' }
  const wanted = await findManifest(deps, placed)
  if (wanted === undefined) return { ...placed, state: 'elsewhere' }
  const changes = compareFiles(wanted.files, manifest.files)
  return { ...placed, state: 'changed', changes }
}

async function findManifest(
  { blobs }: Pick<DatasetDeps, 'blobs'>,
  { pointer }: PlacedPointer,
): Promise<Manifest | undefined> {
  const bytes = await blobs.find(pointer.digest)
  return bytes === undefined ? undefined : parseManifest(bytes, pointer.digest)
}
