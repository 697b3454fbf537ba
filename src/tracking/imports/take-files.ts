import { stat } from 'node:fs/promises'
import type { Digest } from '../../base/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import type { ForeignFile } from './foreign-run.ts'

export interface TakenFile {
  readonly path: string
  readonly digest: Digest
  readonly sizeBytes: number
}

/** Brings the contents of another store's files in: they are on disk before what they belong to is known. */
export async function takeFiles(
  blobs: BlobStore,
  files: readonly ForeignFile[],
): Promise<readonly TakenFile[]> {
  const taken: TakenFile[] = []
  for (const { path, copyTo } of files) {
    // A name that would lead elsewhere is of no file that a client could have logged.
    if (path.split('/').some((part) => part === '' || part === '.' || part === '..')) continue
    let sizeBytes = 0
    const digest = await blobs.putWritten(async (draft) => {
      await copyTo(draft)
      sizeBytes = (await stat(draft)).size
    })
    taken.push({ path, digest, sizeBytes })
  }
  return taken
}
