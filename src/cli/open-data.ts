import { join, resolve } from 'node:path'
import type { DatasetDeps } from '../data/index.ts'
import { fsBlobStore, openSqliteDatabase } from '../storage/index.ts'
import type { CommandContext } from './command-context.ts'
import { findRoot } from './read-environment.ts'

type Folders = Pick<DatasetDeps, 'root' | 'state' | 'blobs'>

/**
 * Where the project's data is. Its definitions are not read: data commands start at once, and also
 * where a definition is broken. Throws `project.configNotFound`.
 */
export async function openData(context: CommandContext): Promise<Folders> {
  const { folder, environment } = context
  const root = findRoot(folder) ?? (await import('../project/index.ts')).findProjectRoot(folder)
  const state = resolve(root, environment['SWELL_STATE'] ?? '.swell')
  return { root, state, blobs: fsBlobStore(join(state, 'blobs')) }
}

/** Opens the project's datasets for as long as `use` runs. */
export async function withDatasets<Result>(
  context: CommandContext,
  use: (deps: DatasetDeps) => Promise<Result>,
): Promise<Result> {
  const { now } = context
  const folders = await openData(context)
  const database = await openSqliteDatabase(join(folders.state, 'metadata.sqlite'), { now })
  try {
    return await use({ ...folders, database, now })
  } finally {
    await database.close()
  }
}
