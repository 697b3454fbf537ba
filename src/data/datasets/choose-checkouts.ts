import { resolve, sep } from 'node:path'
import { suggestName } from '../../base/index.ts'
import { dataPlaceOf, type DataPlace } from './data-place.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import { parseDatasetReference, type DatasetVersion } from './dataset-version.ts'
import { datasetErrors } from './errors.ts'
import { findPointers, type PlacedPointer } from './find-pointers.ts'
import { getDatasetVersion } from './get-version.ts'
import { getPointedVersion } from './pointed-version.ts'

/** A place, and the version that is wanted there. */
export interface ChosenCheckout {
  readonly place: DataPlace
  readonly version: DatasetVersion
}

/**
 * What a checkout of `wanted` means: the path of data or of a pointer, a dataset's name, both for the
 * version that the pointer names, or a name with a version or alias (`tides@2`). Nothing means all.
 */
export async function chooseCheckouts(
  deps: DatasetDeps,
  wanted: string | undefined,
  workingFolder: string,
): Promise<readonly ChosenCheckout[]> {
  const pointers = await findPointers(deps)
  const asPointed = async (placed: PlacedPointer): Promise<ChosenCheckout> => ({
    place: placed.place,
    version: await getPointedVersion(deps, placed),
  })
  if (wanted === undefined) return Promise.all(pointers.map(asPointed))
  const byPath = pointers.find((one) => isAt(deps.root, one, resolve(workingFolder, wanted)))
  if (byPath !== undefined) return [await asPointed(byPath)]
  const reference = parseDatasetReference(wanted)
  const { dataset } = reference
  const placed = pointers.find(({ pointer }) => pointer.dataset === dataset)
  if (placed === undefined) {
    const names = pointers.map(({ pointer }) => pointer.dataset)
    throw datasetErrors.datasetNotFound({ dataset, suggestion: suggestName(dataset, names) })
  }
  if (!wanted.includes('@')) return [await asPointed(placed)]
  return [{ place: placed.place, version: await getDatasetVersion(deps, reference) }]
}

/** True for a pointer whose data, pointer file or dataset's name `path` is. */
export function isAt(root: string, { place }: PlacedPointer, path: string): boolean {
  return path.startsWith(root + sep) && dataPlaceOf(root, path).data === place.data
}
