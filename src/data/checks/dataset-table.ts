import { ident, joinSql, sql, type Columns, type TableEngine } from '../../table/index.ts'
import { parseDatasetReference, type DatasetVersion } from '../datasets/dataset-version.ts'
import { withVersionFile } from '../datasets/open-file.ts'
import { readDatasetVersion, type VersionReader } from '../datasets/read-dataset-version.ts'
import { readVersionFiles, type VersionFiles } from '../datasets/version-files.ts'
import { dataErrors } from '../errors.ts'
import { withTableFiles, type DatasetFile } from './check-files.ts'
import type { CheckTable, OpenTable } from './check-table.ts'

/** A version of a dataset for checks to look into: `datasetTable('tides@reference', columns)`. */
export function datasetTable<C extends Columns>(dataset: string, columns: C): CheckTable<C> {
  parseDatasetReference(dataset)
  return Object.freeze({ name: dataset, dataset, columns })
}

export interface DatasetTableDeps extends VersionReader {
  readonly engine: TableEngine
}

/**
 * Opens versions of datasets: all files of a version that are tables by their endings, as the declared
 * columns. Throws `data.datasetNotFound`, `data.datasetVersionNotFound`, `data.tableNotOpenable` for a
 * version without tables.
 */
export function openDatasetTable(deps: DatasetTableDeps): OpenTable {
  return async (table, use) => {
    const reference = parseDatasetReference(table.dataset ?? table.name)
    const version = await readDatasetVersion(deps, reference)
    const files = await versionFilesOf(deps, version)
    return withTableFiles(deps.engine, files, table.columns, (tables) => {
      if (tables.length === 0) throw dataErrors.tableNotOpenable({ table: table.name })
      const names = joinSql(Object.keys(table.columns).map(ident), ', ')
      const parts = tables.map(({ relation }) => sql`select ${names} from ${relation}`)
      return use(sql`(${joinSql(parts, ' union all ')})`)
    })
  }
}

/** The files of a version, to be opened from the store. */
export async function versionFilesOf(
  { blobs }: Pick<DatasetTableDeps, 'blobs'>,
  version: Pick<DatasetVersion, 'digest' | 'places'>,
): Promise<DatasetFile[]> {
  return storedFiles({ blobs }, await readVersionFiles(blobs, version))
}

export function storedFiles(
  { blobs }: Pick<DatasetTableDeps, 'blobs'>,
  files: VersionFiles,
): DatasetFile[] {
  return files.manifest.files.map(({ path }) => ({
    path,
    open: (use) => withVersionFile(blobs, files, path, use),
  }))
}
