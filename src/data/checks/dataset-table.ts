import type { BlobStore, DatabaseSession } from '../../storage/index.ts'
import { ident, joinSql, sql, type Columns, type Sql, type TableEngine } from '../../table/index.ts'
import { parseDatasetReference } from '../datasets/dataset-version.ts'
import { getDatasetVersion } from '../datasets/get-version.ts'
import { withVersionFile } from '../datasets/open-file.ts'
import { readVersionFiles } from '../datasets/version-files.ts'
import { dataErrors } from '../errors.ts'
import type { CheckTable, OpenTable } from './check-table.ts'
import { isTableFile, tableFile } from './table-file.ts'

/** A version of a dataset for checks to look into: `datasetTable('tides@reference', columns)`. */
export function datasetTable<C extends Columns>(dataset: string, columns: C): CheckTable<C> {
  parseDatasetReference(dataset)
  return Object.freeze({ name: dataset, dataset, columns })
}

export interface DatasetTableDeps {
  readonly engine: TableEngine
  readonly database: DatabaseSession
  readonly blobs: BlobStore
}

/**
 * Opens versions of datasets: all files of a version that are tables by their endings, as the declared
 * columns. Throws `data.datasetNotFound`, `data.datasetVersionNotFound`, `data.tableNotOpenable` for a
 * version without tables.
 */
export function openDatasetTable(deps: DatasetTableDeps): OpenTable {
  return async (table, use) => {
    const reference = parseDatasetReference(table.dataset ?? table.name)
    const version = await getDatasetVersion(deps, reference)
    const files = await readVersionFiles(deps.blobs, version)
    const paths = files.manifest.files.map(({ path }) => path).filter(isTableFile)
    if (paths.length === 0) throw dataErrors.tableNotOpenable({ table: table.name })
    const names = joinSql(Object.keys(table.columns).map(ident), ', ')
    const openFrom = (at: number, opened: readonly Sql[]): ReturnType<typeof use> => {
      const path = paths[at]
      if (path === undefined) return use(sql`(${joinSql(opened, ' union all ')})`)
      return withVersionFile(deps.blobs, files, path, async (file) => {
        const { relation } = await tableFile(deps.engine, file, table.columns, path)
        return openFrom(at + 1, [...opened, sql`select ${names} from ${relation}`])
      })
    }
    return openFrom(0, [])
  }
}
