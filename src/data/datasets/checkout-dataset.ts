import { noProgress, type Digest, type Progress } from '../../base/index.ts'
import { releaseClaim, takeClaim } from '../../storage/index.ts'
import { compareFiles, type FileChanges } from './compare-files.ts'
import type { DataPlace } from './data-place.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import type { DatasetVersion } from './dataset-version.ts'
import { datasetErrors } from './errors.ts'
import { hashFiles } from './hash-files.ts'
import { keepOutOfGit } from './keep-out-of-git.ts'
import type { ManifestFile } from './manifest.ts'
import { placeFiles } from './place-files.ts'
import { writePointer } from './pointer.ts'
import { removeOrphan } from './replace-file.ts'
import { scanData } from './scan-data.ts'
import { sqlDatasetStore } from './sql-dataset-store.ts'
import { findStatCache, isAsCached, writeStatCache } from './stat-cache.ts'
import { readVersionFiles, type VersionFiles } from './version-files.ts'

export interface CheckoutOptions {
  /** Give up what no version holds. */
  readonly force?: boolean
  /** Large files become second names of the store's own, read-only: no room is taken twice. */
  readonly hardLink?: boolean
  readonly onProgress?: Progress
  readonly signal?: AbortSignal
}

export interface CheckedOut {
  readonly version: DatasetVersion
  readonly path: string
  readonly writtenCount: number
  readonly removedCount: number
}

/**
 * Makes the data beside a pointer what it was in `version`, file by file, each whole or not at all, and
 * then the pointer. Killed at any moment, the same call again ends what was begun. Throws
 * `changesNotKept` rather than lose what no version holds.
 */
export async function checkoutDataset(
  deps: DatasetDeps,
  place: DataPlace,
  version: DatasetVersion,
  options: CheckoutOptions = {},
): Promise<CheckedOut> {
  const claim = await takeClaim(deps, `dataset ${version.dataset}`)
  try {
    return await checkoutClaimed(deps, place, version, options)
  } finally {
    await releaseClaim(deps, claim)
  }
}

async function checkoutClaimed(
  deps: DatasetDeps,
  place: DataPlace,
  version: DatasetVersion,
  options: CheckoutOptions,
): Promise<CheckedOut> {
  const cache = await findStatCache(deps, place)
  if (cache?.digest === version.digest && isAsCached(place.data, cache)) {
    await writePointer(place, version)
    return { version, path: place.path, writtenCount: 0, removedCount: 0 }
  }
  const wanted = await readVersionFiles(deps.blobs, version)
  const changes = await findChanges(deps, place, wanted, options)
  const todo = new Set([...changes.added, ...changes.changed.map(({ after }) => after)])
  const { onProgress = noProgress, hardLink = false, signal } = options
  await placeFiles(deps.blobs, place, wanted, {
    todo,
    removed: changes.removed.map(({ path }) => path),
    hardLink,
    onPlaced: (done) => onProgress({ work: `writing ${place.path}`, done, total: todo.size }),
    ...(signal === undefined ? {} : { signal }),
  })
  const placed = await scanData(place.data)
  if (placed !== undefined && placed.files.length === wanted.manifest.files.length) {
    const { files } = wanted.manifest
    await writeStatCache(deps, place, placed, { digest: version.digest, files })
  }
  await keepOutOfGit(place)
  await writePointer(place, version)
  const removedCount = changes.removed.length
  return { version, path: place.path, writtenCount: todo.size, removedCount }
}

async function findChanges(
  deps: DatasetDeps,
  place: DataPlace,
  wanted: VersionFiles,
  { force = false }: CheckoutOptions,
): Promise<FileChanges> {
  const scan = await scanData(place.data)
  if (scan === undefined) return compareFiles([], wanted.manifest.files)
  for (const draft of scan.drafts) await removeOrphan(draft)
  const cache = await findStatCache(deps, place)
  const { manifest } = await hashFiles(place, scan, cache)
  const changes = compareFiles(manifest.files, wanted.manifest.files)
  const lost = [...changes.removed, ...changes.changed.map(({ before }) => before)]
  if (!force) await assertKept(deps, place, lost)
  if (scan.kind === wanted.manifest.kind) return changes
  // A file where a folder is to be, or the other way: all of it goes.
  return { added: wanted.manifest.files, changed: [], removed: manifest.files }
}

/** Throws `changesNotKept` if some version does not hold each of these contents. */
async function assertKept(
  deps: DatasetDeps,
  place: DataPlace,
  files: readonly ManifestFile[],
): Promise<void> {
  const unkept = new Map(files.map((file) => [file.digest, file]))
  if (unkept.size === 0) return
  for (const version of await sqlDatasetStore(deps.database).list()) {
    for (const digest of await listKept(deps, version)) unkept.delete(digest)
    if (unkept.size === 0) return
  }
  const lost = files.filter(({ digest }) => unkept.has(digest)).map(({ path }) => path)
  const examples = lost.slice(0, 3).join(', ') + (lost.length > 3 ? ', …' : '')
  throw datasetErrors.changesNotKept({ path: place.path, count: lost.length, examples })
}

async function listKept(
  { blobs }: DatasetDeps,
  version: DatasetVersion,
): Promise<readonly Digest[]> {
  const isHere = (await blobs.has(version.digest)) && (await blobs.has(version.places))
  if (!isHere) return []
  const { manifest } = await readVersionFiles(blobs, version)
  return manifest.files.map((file) => file.digest)
}
