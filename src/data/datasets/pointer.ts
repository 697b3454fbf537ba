import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Digest } from '../../base/index.ts'
import { dataPlaceOf, type DataPlace } from './data-place.ts'
import { assertDatasetName, type DatasetKind } from './dataset-version.ts'
import { datasetErrors } from './errors.ts'
import { parseJson } from './manifest.ts'
import { assertSafeName } from './safe-path.ts'

/** What a pointer file says: the small file that goes into Git instead of the data. */
export interface Pointer {
  readonly dataset: string
  /** The data's name beside the pointer file. */
  readonly path: string
  /** As it was numbered where it was added; what counts is the digest. */
  readonly version: number
  readonly digest: Digest
  readonly kind: DatasetKind
  readonly fileCount: number
  readonly sizeBytes: number
}

/** Undefined where there is no pointer file. Throws `pointerInvalid` or `pathNotSafe`. */
export async function findPointer(root: string, path: string): Promise<Pointer | undefined> {
  const place = dataPlaceOf(root, path)
  const text = await findPointerText(place)
  return text === undefined ? undefined : parsePointer(text, `${place.path}.swell`)
}

export function parsePointer(text: string, file: string): Pointer {
  const found = parseJson(Buffer.from(text)) as Partial<Record<keyof Pointer, unknown>>
  const { dataset, path, version, digest, kind, fileCount, sizeBytes } = found
  const problem = (what: string) => datasetErrors.pointerInvalid({ file, problem: what })
  if (typeof dataset !== 'string') throw problem('it names no dataset')
  if (typeof path !== 'string') throw problem('it names no path')
  if (typeof digest !== 'string' || !/^[0-9a-f]{64}$/.test(digest)) {
    throw problem('its digest is not one')
  }
  if (kind !== 'file' && kind !== 'folder') throw problem('its kind is neither file nor folder')
  if (!isCount(version) || !isCount(fileCount) || !isCount(sizeBytes)) {
    throw problem('its version, fileCount or sizeBytes is no whole number')
  }
  assertDatasetName(dataset)
  assertSafeName(path, file)
  if (basename(file) !== `${path}.swell`) throw problem(`it belongs beside "${path}"`)
  return { dataset, path, version, digest: digest as Digest, kind, fileCount, sizeBytes }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

export async function findPointerText({ pointer }: DataPlace): Promise<string | undefined> {
  try {
    return await readFile(pointer, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
