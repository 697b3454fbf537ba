import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { datasetErrors } from './errors.ts'

export const pointerEnding = '.swell'

/** Where a dataset stands in the project: its data, and the pointer beside it. */
export interface DataPlace {
  /** Absolute. */
  readonly data: string
  /** Absolute: `<data>.swell`. */
  readonly pointer: string
  /** Of the data, from the project's folder, with `/`: for people and files. */
  readonly path: string
}

/** The place of data or of its pointer file. Throws `dataOutsideProject`. */
export function dataPlaceOf(root: string, path: string): DataPlace {
  const given = resolve(root, path)
  const data = given.endsWith(pointerEnding) ? given.slice(0, -pointerEnding.length) : given
  const shown = relative(root, data).split(sep).join('/')
  if (shown === '' || shown === '..' || shown.startsWith('../') || resolve(root, shown) !== data) {
    throw datasetErrors.dataOutsideProject({ path, root })
  }
  return { data, pointer: join(dirname(data), basename(data) + pointerEnding), path: shown }
}
