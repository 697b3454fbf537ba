import type { Digest } from '../../base/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import {
  ident,
  parquetFiles,
  sql,
  writeParquet,
  type Columns,
  type EngineRow,
  type RowOf,
  type TableEngine,
} from '../../table/index.ts'
import { pipelinesErrors } from '../errors.ts'
import type { OutputKind } from './output-kind.ts'

/** A table that a step has made, as its followers get it; `readTable` reads its rows. */
export interface StoredTable<C extends Columns> {
  readonly kind: 'table'
  readonly digest: Digest
  readonly rowCount: number
  readonly sizeBytes: number
  /** By name, in order, what they hold. */
  readonly columns: { readonly [Name in keyof C]: string }
}

/** Rows of typed columns, stored as Parquet. */
export function tableOutput<const C extends Columns>(
  columns: C,
): OutputKind<readonly RowOf<C>[], StoredTable<C>> {
  return {
    kind: 'table',
    store: async (given, { step, output, engine, blobs, recordArtifact }) => {
      const found = wrongRow(columns, given)
      if (found !== undefined) {
        const wanted = `rows of ${Object.keys(columns).join(', ')}`
        throw pipelinesErrors.outputOfWrongKind({ step, output, wanted, found })
      }
      const digest = await engine.withRows(columns, given as readonly EngineRow[], (table) =>
        blobs.putWritten((path) => writeParquet(engine, sql`select * from ${ident(table)}`, path)),
      )
      const sizeBytes = await blobs.size(digest)
      const mediaType = 'application/vnd.apache.parquet'
      await recordArtifact({ name: `${output}.parquet`, digest, sizeBytes, mediaType })
      const kinds = Object.entries(columns).map(([name, { type }]) => [name, type])
      return {
        kind: 'table',
        digest,
        rowCount: given.length,
        sizeBytes,
        columns: Object.fromEntries(kinds) as StoredTable<C>['columns'],
      }
    },
  }
}

/** The rows of a table that another step has made. */
export async function readTable<C extends Columns>(
  { blobs, engine }: { readonly blobs: BlobStore; readonly engine: TableEngine },
  { digest }: StoredTable<C>,
): Promise<readonly RowOf<C>[]> {
  const from = parquetFiles([await blobs.openPath(digest)])
  // It was written of rows of these columns.
  return (await engine.rows(sql`select * from ${from}`)) as readonly RowOf<C>[]
}

/** What is wrong with the first row that has other columns; values are judged by the engine. */
function wrongRow(columns: Columns, rows: unknown): string | undefined {
  if (!Array.isArray(rows)) return typeof rows
  const names = Object.keys(columns)
  for (const [at, row] of (rows as readonly object[]).entries()) {
    const own = Object.keys(row)
    const missing = names.find((name) => !own.includes(name))
    if (missing !== undefined) return `row ${at + 1} without ${missing}`
    const extra = own.find((name) => !names.includes(name))
    if (extra !== undefined) return `row ${at + 1} with ${extra}`
  }
  return undefined
}
