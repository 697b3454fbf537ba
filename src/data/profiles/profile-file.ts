import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { tableErrors, tableFormatOf, type TableEngine } from '../../table/index.ts'
import { profileErrors } from './errors.ts'
import { profileFiles, type ProfiledFile, type ProfileFileOptions } from './profile-files.ts'
import type { Profile } from './profile.ts'

/**
 * The profile of a table file (CSV, JSON, JSON lines, Parquet, Arrow; packed or not), or of all those in
 * a folder and the folders in it, which are of one shape. Throws `data.nothingToProfile`,
 * `table.unknownFileType`, and what `profileFiles` throws.
 */
export async function profileFile(
  engine: TableEngine,
  path: string,
  options: ProfileFileOptions = {},
): Promise<Profile> {
  const found = await stat(path).catch((error: unknown) => {
    throw profileErrors.nothingToProfile({ file: path }, error)
  })
  if (found.isDirectory()) {
    return profileFiles(engine, basename(path), await tablesIn(path), options)
  }
  if (!found.isFile()) throw profileErrors.nothingToProfile({ file: path })
  const name = basename(path)
  if (tableFormatOf(name) === undefined) throw tableErrors.unknownFileType({ file: name })
  return profileFiles(engine, name, [toFile(path, name)], options)
}

/** In the order of their names; hidden ones and links are passed over. */
async function tablesIn(folder: string): Promise<ProfiledFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => toFile(path, path.slice(folder.length + 1)))
}

function toFile(path: string, name: string): ProfiledFile {
  return { path: name, open: (use) => use(path) }
}
