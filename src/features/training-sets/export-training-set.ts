import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import type { BlobStore } from '../../storage/index.ts'
import { parquetFiles, sql, writeTable, type TableEngine } from '../../table/index.ts'
import type { TrainingSet } from './training-set.ts'

export const setParts = ['train', 'test', 'left out'] as const
export type SetPart = (typeof setParts)[number]

/**
 * Writes a training set, or one part of it, to a file whose ending tells the format. Features are columns
 * `feature.<name>`; beside them are the key, `_at`, `_label` and `_part`. The file is there whole or not at all.
 */
export async function exportTrainingSet(
  { engine, blobs }: { readonly engine: TableEngine; readonly blobs: BlobStore },
  set: TrainingSet,
  { file, part }: { readonly file: string; readonly part?: SetPart },
): Promise<void> {
  const rows = parquetFiles([await blobs.openPath(set.digest)])
  const query = part === undefined ? sql`from ${rows}` : sql`from ${rows} where _part = ${part}`
  await mkdir(dirname(file), { recursive: true })
  const draft = join(dirname(file), `.export-${randomUUID()}${extname(file)}`)
  try {
    await writeTable(engine, query, draft)
    await rename(draft, file)
  } finally {
    await rm(draft, { force: true })
  }
}
