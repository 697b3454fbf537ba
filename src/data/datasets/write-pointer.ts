import { basename } from 'node:path'
import type { DataPlace } from './data-place.ts'
import type { DatasetVersion } from './dataset-version.ts'
import { findPointerText, type Pointer } from './pointer.ts'
import { replaceFile } from './replace-file.ts'

export async function writePointer(place: DataPlace, version: DatasetVersion): Promise<void> {
  const pointer: Pointer = {
    dataset: version.dataset,
    path: basename(place.data),
    version: version.version,
    digest: version.digest,
    kind: version.kind,
    fileCount: version.fileCount,
    sizeBytes: version.sizeBytes,
  }
  const text = `${JSON.stringify(pointer, undefined, 2)}\n`
  // Left alone when it says so already: Git sees no change, and its index stays warm.
  if ((await findPointerText(place)) !== text) await replaceFile(place.pointer, text)
}
