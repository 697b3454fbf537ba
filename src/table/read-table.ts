import { extname } from 'node:path'
import { messageOf } from '../base/index.ts'
import { csvFile } from './csv-file.ts'
import { tableErrors } from './errors.ts'
import { joinSql, quoted, sql, type Sql } from './sql.ts'
import type { EngineRow, TableEngine } from './table-engine.ts'

const readers: Readonly<Record<string, (file: string) => Sql | Promise<Sql>>> = {
  '.parquet': (file) => sql`read_parquet(${quoted(file)})`,
  '.csv': async (file) => (await csvFile(file)).relation,
  '.json': (file) => sql`read_json_auto(${quoted(file)})`,
  '.jsonl': (file) => sql`read_json_auto(${quoted(file)}, format = 'newline_delimited')`,
}

/**
 * All rows of a file, in the format that its ending tells. The values of a CSV file are texts. Throws
 * `unknownFileType` or `cannotReadFile`.
 */
export async function readTableFile(engine: TableEngine, file: string): Promise<EngineRow[]> {
  const reader = readers[extname(file).toLowerCase()]
  if (reader === undefined) throw tableErrors.unknownFileType({ file })
  try {
    return await engine.rows(sql`select * from ${await reader(file)}`)
  } catch (error) {
    const problem = messageOf(error).split('\n', 1)[0] ?? ''
    throw tableErrors.cannotReadFile({ file, problem }, error)
  }
}

/** The rows of several Parquet files, to be read from in a query. */
export function parquetFiles(files: readonly string[]): Sql {
  return sql`read_parquet([${joinSql(files.map(quoted), ', ')}])`
}
