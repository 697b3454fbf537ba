import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BlobStore } from '../../storage/index.ts'
import { datasetErrors } from './errors.ts'
import type { VersionFiles } from './version-files.ts'

/** Hands the path of a local file with the content of one of a version's files to `use`, to be read. */
export async function withVersionFile<Result>(
  blobs: BlobStore,
  { manifest, places }: VersionFiles,
  path: string,
  use: (file: string) => Promise<Result>,
): Promise<Result> {
  const at = manifest.files.findIndex((file) => file.path === path)
  const file = manifest.files[at]
  if (file === undefined) throw datasetErrors.dataNotFound({ path })
  const place = places[at] ?? 'own'
  if (place === 'own') return use(await blobs.openPath(file.digest))
  const pack = await blobs.get(place.pack)
  const copy = join(tmpdir(), `swell-${randomUUID()}`)
  try {
    await writeFile(copy, pack.subarray(place.offset, place.offset + file.sizeBytes))
    return await use(copy)
  } finally {
    await rm(copy, { force: true })
  }
}
