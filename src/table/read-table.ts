import { extname } from 'node:path'
import { tableErrors } from './errors.ts'
import { joinSql, quoted, sql, type Sql } from './sql.ts'
import type { EngineRow, TableEngine } from './table-engine.ts'

const readers: Readonly<Record<string, (file: Sql) => Sql>> = {
  '.parquet': (file) => sql`read_parquet(${file})`,
  '.csv': (file) => sql`read_csv(${file})`,
  '.json': (file) => sql`read_json_auto(${file})`,
  '.jsonl': (file) => sql`read_json_auto(${file}, format = 'newline_delimited')`,
}

/** All rows of a file, in the format that its ending tells. Throws `cannotReadFile`. */
export async function readTableFile(engine: TableEngine, file: string): Promise<EngineRow[]> {
  const reader = readers[extname(file).toLowerCase()]
  if (reader === undefined) throw tableErrors.unknownFileType({ file })
  try {
    return await engine.rows(sql`select * from ${reader(quoted(file))}`)
  } catch (error) {
    const problem = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    throw tableErrors.cannotReadFile({ file, problem }, error)
  }
}

/** The rows of several Parquet files, to be read from in a query. */
export function parquetFiles(files: readonly string[]): Sql {
  return sql`read_parquet([${joinSql(files.map(quoted), ', ')}])`
}
