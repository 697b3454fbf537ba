import { messageOf } from '../../base/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import { tableFormatOf, type TableEngine } from '../../table/index.ts'
import type { ProfiledFile } from '../profiles/profile-files.ts'
import { compareFiles, type FileChange, type FileChanges } from './compare-files.ts'
import { compareTables, type Pair, type TableChanges } from './compare-tables.ts'
import type { DatasetVersion } from './dataset-version.ts'
import { withVersionFile } from './open-file.ts'
import { readVersionFiles, type VersionFiles } from './version-files.ts'

export interface VersionDifference extends FileChanges {
  readonly from: DatasetVersion
  readonly to: DatasetVersion
  /** Of changed files that are tables: what changed in them. */
  readonly tables: readonly TableDifference[]
  /** Changed tables beyond `tablesAtMost`, which were not opened. */
  readonly unopenedCount: number
}

export interface TableDifference {
  readonly path: string
  readonly changes?: TableChanges
  /** Why it could not be read as a table. */
  readonly problem?: string
}

export interface DiffOptions {
  readonly tablesAtMost?: number
  /** Columns that tell the rows of a table apart; where a table has them, rows are compared by them. */
  readonly key?: readonly string[]
}

/** Tells how a version differs from an earlier one: files, and what is in those that are tables. */
export async function diffVersions(
  deps: { readonly blobs: BlobStore; readonly engine: TableEngine },
  from: DatasetVersion,
  to: DatasetVersion,
  { tablesAtMost = 20, key = [] }: DiffOptions = {},
): Promise<VersionDifference> {
  const before = await readVersionFiles(deps.blobs, from)
  const after = await readVersionFiles(deps.blobs, to)
  const changes = compareFiles(before.manifest.files, after.manifest.files)
  const changed = changes.changed.filter(isChangedTable)
  const tables: TableDifference[] = []
  for (const { path } of changed.slice(0, tablesAtMost)) {
    tables.push(await diffTable(deps, path, { before, after }, key))
  }
  return { from, to, ...changes, tables, unopenedCount: changed.length - tables.length }
}

function isChangedTable({ path, before, after }: FileChange): boolean {
  return tableFormatOf(path) !== undefined && before.digest !== after.digest
}

async function diffTable(
  { blobs, engine }: { readonly blobs: BlobStore; readonly engine: TableEngine },
  path: string,
  { before, after }: Pair<VersionFiles>,
  key: readonly string[],
): Promise<TableDifference> {
  const open = (files: VersionFiles): ProfiledFile => ({
    path,
    open: (use) => withVersionFile(blobs, files, path, use),
  })
  try {
    const files = { before: open(before), after: open(after) }
    return { path, changes: await compareTables(engine, files, key) }
  } catch (error) {
    // Whatever ends in .csv need not be a table: the difference of files is told all the same.
    return { path, problem: messageOf(error).split('\n')[0] ?? '' }
  }
}
