import { existsSync } from 'node:fs'
import type { DatasetStatus, StatusDeps } from './compare-with-pointer.ts'
import type { DataPlace } from './data-place.ts'
import { findPointers, type PlacedPointer } from './find-pointers.ts'
import { findStatCache, isAsCached, looksPath, type StatCache } from './stat-cache.ts'

/** Of so many files, a process that asks in less time than Node is worth its start. */
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
  if (await looksUnchanged(deps, placed)) return { ...placed, state: 'unchanged' }
  const cache = findStatCache(deps, place)
  const isKnown = cache?.digest === pointer.digest && isAsCached(place.data, cache)
  if (isKnown) {
    if (cache.fileCount >= manyFiles) await keepLooks(deps, place, cache)
    return { ...placed, state: 'unchanged' }
  }
  // Loaded only where it is needed: most often nothing has changed, and the answer is quick.
  const { compareWithPointer } = await import('./compare-with-pointer.ts')
  return compareWithPointer(deps, placed, cache)
}

/** Where looks are kept, as of a folder of many files: every entry is asked for, in half of Node's time. */
async function looksUnchanged(
  deps: StatusDeps,
  { place, pointer }: PlacedPointer,
): Promise<boolean> {
  const path = looksPath(deps, place)
  if (!existsSync(path)) return false
  const { findLooks, looksAsBefore } = await import('./folder-looks.ts')
  const looks = await findLooks(path)
  return looks?.digest === pointer.digest && looksAsBefore(place.data, looks)
}

/** Keeps what the folder looks like if it still is as cached after that look. */
async function keepLooks(deps: StatusDeps, place: DataPlace, cache: StatCache): Promise<void> {
  const { takeLooks, writeLooks } = await import('./folder-looks.ts')
  const looks = await takeLooks(place.data, cache)
  if (looks === undefined || !isAsCached(place.data, cache)) return
  const { replaceFile } = await import('./replace-file.ts')
  await replaceFile(looksPath(deps, place), writeLooks(looks))
}
