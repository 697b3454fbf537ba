import { messageOf } from '../../base/index.ts'
import { tableErrors } from '../errors.ts'
import { joinSql, quoted, sql, type Sql } from '../sql.ts'
import type { EngineRow, TableEngine } from '../table-engine.ts'
import { tableFormatOf, withTableFile, type TableFileOptions } from './table-file.ts'

/**
 * All rows of a file, in the format that its ending tells, packed or not. The values of a CSV file are
 * texts. Throws `unknownFileType` or `cannotReadFile`.
 */
export async function readTableFile(
  engine: TableEngine,
  file: string,
  options: TableFileOptions = {},
): Promise<EngineRow[]> {
  const name = options.name ?? file
  if (tableFormatOf(name) === undefined) throw tableErrors.unknownFileType({ file: name })
  try {
    return await withTableFile(
      engine,
      file,
      ({ relation }) => engine.rows(sql`select * from ${relation}`),
      options,
    )
  } catch (error) {
    const problem = messageOf(error).split('\n', 1)[0] ?? ''
    throw tableErrors.cannotReadFile({ file: name, problem }, error)
  }
}

/** The rows of several Parquet files, to be read from in a query. */
export function parquetFiles(files: readonly string[]): Sql {
  return sql`read_parquet([${joinSql(files.map(quoted), ', ')}])`
}
