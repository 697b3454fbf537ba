import type { Digest } from '../../base/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import { writeParquet, type ParquetLayout, type Sql, type TableEngine } from '../../table/index.ts'

export interface TableDeps {
  readonly engine: TableEngine
  readonly blobs: BlobStore
}

/** Keeps the rows of a query as one Parquet blob. Equal rows of one layout are the same blob. */
export async function putTable(
  { engine, blobs }: TableDeps,
  query: Sql,
  layout?: ParquetLayout,
): Promise<Digest> {
  return blobs.putWritten((path) => writeParquet(engine, query, path, layout))
}
