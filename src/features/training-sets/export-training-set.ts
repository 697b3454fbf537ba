import type { BlobStore } from '../../storage/index.ts'
import { parquetFiles, sql, writeTable, type TableEngine } from '../../table/index.ts'
import type { TrainingSet } from './training-set.ts'

export const setParts = ['train', 'test', 'left out'] as const
export type SetPart = (typeof setParts)[number]

/**
 * Writes a training set, or one part of it, to a file whose ending tells the format. Features are columns
 * `feature.<name>`; beside them are the key, `_at`, `_label` and `_part`.
 */
export async function exportTrainingSet(
  { engine, blobs }: { readonly engine: TableEngine; readonly blobs: BlobStore },
  set: TrainingSet,
  { file, part }: { readonly file: string; readonly part?: SetPart },
): Promise<void> {
  const rows = parquetFiles([await blobs.openPath(set.digest)])
  const query = part === undefined ? sql`from ${rows}` : sql`from ${rows} where _part = ${part}`
  await writeTable(engine, query, file)
}
