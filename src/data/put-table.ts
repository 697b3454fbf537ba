import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Digest } from '../base/index.ts'
import type { BlobStore } from '../storage/index.ts'
import { writeTable, type Sql, type TableEngine } from '../table/index.ts'

export interface TableDeps {
  readonly engine: TableEngine
  readonly blobs: BlobStore
}

/** Keeps the rows of a query as one Parquet blob. Equal rows are the same blob. */
export async function putTable(deps: TableDeps, query: Sql): Promise<Digest> {
  const file = join(tmpdir(), `swell-${randomUUID()}.parquet`)
  try {
    await writeTable(deps.engine, query, file)
    return await deps.blobs.putFile(file, { move: true })
  } finally {
    await rm(file, { force: true })
  }
}
