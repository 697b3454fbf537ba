import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dataPlaceOf, pointerEnding, type DataPlace } from './data-place.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import { parsePointer, type Pointer } from './pointer.ts'

/** A pointer file of the project, and where it stands. */
export interface PlacedPointer {
  readonly place: DataPlace
  readonly pointer: Pointer
}

const skipped = new Set(['node_modules', '.git', '.swell', 'dist'])

/** All pointer files of the project, in the order of their paths. The data itself is not walked. */
export async function findPointers({
  root,
  state,
}: Pick<DatasetDeps, 'root' | 'state'>): Promise<readonly PlacedPointer[]> {
  const found: PlacedPointer[] = []
  const waiting = ['']
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = await readdir(join(root, folder), { withFileTypes: true })
    const pointers = entries.filter((entry) => entry.isFile() && isPointerName(entry.name))
    const data = new Set(pointers.map(({ name }) => name.slice(0, -pointerEnding.length)))
    for (const { name } of pointers) {
      const place = dataPlaceOf(root, join(root, folder, name))
      const pointer = parsePointer(await readFile(place.pointer, 'utf8'), `${place.path}.swell`)
      found.push({ place, pointer })
    }
    for (const entry of entries) {
      const path = join(folder, entry.name)
      const isOurs = skipped.has(entry.name) || data.has(entry.name) || join(root, path) === state
      if (entry.isDirectory() && !isOurs) waiting.push(path)
    }
  }
  return found.toSorted((a, b) => (a.place.path < b.place.path ? -1 : 1))
}

function isPointerName(name: string): boolean {
  return name.endsWith(pointerEnding) && name !== pointerEnding
}
