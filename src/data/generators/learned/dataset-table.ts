import { tableFormatOf, type Sql, type TableEngine } from '../../../table/index.ts'
import type { DatasetReference } from '../../datasets/dataset-version.ts'
import { withVersionFile } from '../../datasets/open-file.ts'
import { readDatasetVersion, type VersionReader } from '../../datasets/read-dataset-version.ts'
import { readVersionFiles } from '../../datasets/version-files.ts'
import { withTypedTable } from '../../profiles/profile-files.ts'
import { generatorErrors } from '../errors.ts'

/**
 * Hands the one table in a version of a dataset to `use`. Throws `data.notOneTable`, and what keeps the
 * version from being read.
 */
export async function withDatasetTable<Result>(
  { engine, ...deps }: VersionReader & { readonly engine: TableEngine },
  reference: DatasetReference,
  use: (relation: Sql) => Promise<Result>,
): Promise<Result> {
  const version = await readDatasetVersion(deps, reference)
  const stored = await readVersionFiles(deps.blobs, version)
  const tables = stored.manifest.files.filter(({ path }) => tableFormatOf(path) !== undefined)
  const [table] = tables
  if (table === undefined || tables.length > 1) {
    const dataset = `${version.dataset}@${version.version}`
    throw generatorErrors.notOneTable({ dataset, count: tables.length })
  }
  const { path } = table
  const open = <Opened>(read: (file: string) => Promise<Opened>) =>
    withVersionFile(deps.blobs, stored, path, read)
  return withTypedTable(engine, { path, open }, use)
}
