import { join } from 'node:path'
import { digestOf } from '../../base/index.ts'
import { fsBlobStore } from '../../storage/index.ts'
import { compareFiles, type FileChanges } from './compare-files.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import type { PlacedPointer } from './find-pointers.ts'
import { hashFiles } from './hash-files.ts'
import { parseManifest, writeManifest, type Manifest } from './manifest.ts'
import { scanData } from './scan-data.ts'
import type { StatCache } from './stat-cache.ts'
import { writeStatCache } from './write-stat-cache.ts'

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

/** Where the project and its state are: content is looked for only where something differs. */
export type StatusDeps = Pick<DatasetDeps, 'root' | 'state'>

/** Hashes what does not look as it did, and tells how the data differs from what its pointer names. */
export async function compareWithPointer(
  deps: StatusDeps,
  placed: PlacedPointer,
  cache: StatCache | undefined,
): Promise<DatasetStatus> {
  const { place, pointer } = placed
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
  { state }: StatusDeps,
  { pointer }: PlacedPointer,
): Promise<Manifest | undefined> {
  const bytes = await fsBlobStore(join(state, 'blobs')).find(pointer.digest)
  return bytes === undefined ? undefined : parseManifest(bytes, pointer.digest)
}
