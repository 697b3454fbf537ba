import { noProgress, type Digest, type Progress } from '../../base/index.ts'
import { releaseClaim, takeClaim } from '../../storage/index.ts'
import { compareFiles, type FileChanges } from './compare-files.ts'
import { contentBlobs } from './content-blobs.ts'
import type { DataPlace } from './data-place.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import type { DatasetVersion } from './dataset-version.ts'
import { datasetErrors } from './errors.ts'
import { hashFiles } from './hash-files.ts'
import { keepOutOfGit } from './keep-out-of-git.ts'
import type { ManifestFile } from './manifest.ts'
import { placeFiles } from './place-files.ts'
import { writePointer } from './write-pointer.ts'
import { removeOrphan } from './replace-file.ts'
import { scanData, type DataScan, type ScannedFile } from './scan-data.ts'
import { sqlDatasetStore } from './sql-dataset-store.ts'
import { findStatCache, isAsCached } from './stat-cache.ts'
import { writeStatCache } from './write-stat-cache.ts'
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
  const cache = findStatCache(deps, place)
  if (cache?.digest === version.digest && isAsCached(place.data, cache)) {
    await writePointer(place, version)
    return { version, path: place.path, writtenCount: 0, removedCount: 0 }
  }
  const wanted = await readVersionFiles(deps.blobs, version)
  const { changes, scan } = await findChanges(deps, place, wanted, options)
  const todo = new Set([...changes.added, ...changes.changed.map(({ after }) => after)])
  const { onProgress = noProgress, hardLink = false, signal } = options
  const written = await placeFiles(deps.blobs, place, wanted, {
    todo,
    removed: changes.removed.map(({ path }) => path),
    hardLink,
    onPlaced: (done) => onProgress({ work: `writing ${place.path}`, done, total: todo.size }),
    ...(signal === undefined ? {} : { signal }),
  })
  await rememberPlaced(deps, place, wanted.manifest.files, version.digest, [
    ...(scan?.files ?? []),
    ...written.values(),
  ])
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
): Promise<{ readonly changes: FileChanges; readonly scan: DataScan | undefined }> {
  const scan = await scanData(place.data)
  if (scan === undefined) return { changes: compareFiles([], wanted.manifest.files), scan }
  for (const draft of scan.drafts) await removeOrphan(draft)
  const cache = findStatCache(deps, place)
  const { manifest } = await hashFiles(place, scan, cache)
  const changes = compareFiles(manifest.files, wanted.manifest.files)
  const lost = [...changes.removed, ...changes.changed.map(({ before }) => before)]
  if (!force) await assertKept(deps, place, lost)
  if (scan.kind === wanted.manifest.kind) return { changes, scan }
  // A file where a folder is to be, or the other way: all of it goes.
  const all = { added: wanted.manifest.files, changed: [], removed: manifest.files }
  return { changes: all, scan: undefined }
}

/** What somebody edits while we write is not taken for what we wrote: it must look as it did then. */
async function rememberPlaced(
  deps: DatasetDeps,
  place: DataPlace,
  files: readonly ManifestFile[],
  digest: Digest,
  seen: readonly ScannedFile[],
): Promise<void> {
  const placed = await scanData(place.data)
  const isSameList =
    placed?.files.length === files.length &&
    placed.files.every(({ path }, at) => path === files[at]?.path)
  if (!isSameList) return
  const looks = new Map(seen.map((file) => [file.path, file]))
  await writeStatCache(deps, place, placed, { digest, files }, (file) => {
    const before = looks.get(file.path)
    return (
      before?.inode === file.inode &&
      before.sizeBytes === file.sizeBytes &&
      before.modifiedMs === file.modifiedMs &&
      before.changedMs === file.changedMs
    )
  })
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
  const files = await readVersionFiles(blobs, version)
  const lost = new Set<Digest>()
  for (const blob of contentBlobs(files)) if (!(await blobs.has(blob))) lost.add(blob)
  return files.manifest.files.flatMap(({ digest }, at) => {
    const filePlace = files.places[at] ?? 'own'
    return lost.has(filePlace === 'own' ? digest : filePlace.pack) ? [] : [digest]
  })
}
