import { extname } from 'node:path'
import { tableErrors } from '../errors.ts'
import { quoted, sql, type Sql } from '../sql.ts'
import type { TableEngine } from '../table-engine.ts'
import { writeArrow } from './write-arrow.ts'

const parquet = sql`(format parquet, compression zstd)`
// What has more different values than that is soon found to have, and is written faster without a dictionary. Nobody
// asks a file for one value of a column, so that it needs no filter that says which values it can't have.
const parquetV2 = sql`(format parquet, parquet_version v2, dictionary_size_limit 1000,
  write_bloom_filter false, compression zstd, compression_level 1)`

const copyOptions: Readonly<Record<string, Sql>> = {
  '.parquet': parquet,
  '.csv': sql`(format csv, header)`,
  '.tsv': sql`(format csv, header, delimiter '\t')`,
  '.json': sql`(format json, array true)`,
  '.jsonl': sql`(format json)`,
  '.ndjson': sql`(format json)`,
}

/** Whether the ending of a file tells a format that `writeTable` writes. */
export function isWritableTable(file: string): boolean {
  const ending = extname(file).toLowerCase()
  return ending === '.arrow' || copyOptions[ending] !== undefined
}

/** Writes the rows of a query to `file`, in the format that its ending tells. Equal rows make equal bytes. */
export async function writeTable(engine: TableEngine, query: Sql, file: string): Promise<void> {
  const ending = extname(file).toLowerCase()
  if (ending === '.arrow') return writeArrow(engine, query, file)
  const options = copyOptions[ending]
  if (options === undefined) throw tableErrors.unknownFileType({ file })
  await engine.run(sql`copy (${query}) to ${quoted(file)} ${options}`)
}

/** How values are laid out: `v2` writes numbers of many different values faster, in some other bytes. */
export type ParquetLayout = 'v1' | 'v2'

/** Writes the rows of a query as Parquet, whatever the file is called. */
export async function writeParquet(
  engine: TableEngine,
  query: Sql,
  file: string,
  layout: ParquetLayout = 'v1',
): Promise<void> {
  await engine.run(sql`copy (${query}) to ${quoted(file)} ${layout === 'v1' ? parquet : parquetV2}`)
}
