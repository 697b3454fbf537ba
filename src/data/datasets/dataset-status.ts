import type { DatasetStatus, StatusDeps } from './compare-with-pointer.ts'
import { findPointers, type PlacedPointer } from './find-pointers.ts'
import { findStatCache, isAsCached } from './stat-cache.ts'

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
  const isKnown = cache?.digest === pointer.digest && isAsCached(place.data, cache)
  if (isKnown) return { ...placed, state: 'unchanged' }
  // Loaded only where it is needed: most often nothing has changed, and the answer is quick.
  const { compareWithPointer } = await import('./compare-with-pointer.ts')
  return compareWithPointer(deps, placed, cache)
}
