import type { DatasetStatus, StatusDeps } from './compare-with-pointer.ts'
import type { DataPlace } from './data-place.ts'
import { findPointers, type PlacedPointer } from './find-pointers.ts'
import { findStatCache, isAsCached, type StatCache } from './stat-cache.ts'

/** Of so many files a process that asks faster is worth its start. */
const manyFiles = 5000

/**
 * Compares the project's data with its pointers, without the database. Of files that look as they did,
 * nothing but their status on disk is read.
 */
export async function datasetStatus(
  deps: StatusDeps,
  only?: (placed: PlacedPointer) => boolean,
): Promise<readonly DatasetStatus[]> {
  const found: DatasetStatus[] = []
  for (const placed of await findPointers(deps)) {
    if (only?.(placed) ?? true) found.push(await statusOf(deps, placed))
  }
  return found
}

async function statusOf(deps: StatusDeps, placed: PlacedPointer): Promise<DatasetStatus> {
  const { place, pointer } = placed
  const cache = findStatCache(deps, place)
  const isKnown = cache?.digest === pointer.digest && (await isUnchanged(deps, place, cache))
  if (isKnown) return { ...placed, state: 'unchanged' }
  // Loaded only where it is needed: most often nothing has changed, and the answer is quick.
  const { compareWithPointer } = await import('./compare-with-pointer.ts')
  return compareWithPointer(deps, placed, cache)
}

async function isUnchanged(deps: StatusDeps, place: DataPlace, cache: StatCache): Promise<boolean> {
  if (cache.fileCount < manyFiles || process.platform !== 'linux') {
    return isAsCached(place.data, cache)
  }
  const { isFolderAsCached } = await import('./folder-looks.ts')
  return isFolderAsCached(deps, place, cache)
}
