export {
  boolean,
  columnTypes,
  float,
  integer,
  text,
  timestamp,
  type Column,
  type Columns,
  type ColumnType,
  type RowOf,
} from './column.ts'
export { csvFile, type CsvFile } from './csv-file.ts'
export { describeColumns, type ColumnSummary } from './describe-columns.ts'
export { duckdbEngine } from './duckdb-engine.ts'
export { tableErrors } from './errors.ts'
export { parseCsv, type CsvOptions } from './parse-csv.ts'
export { parseRow } from './parse-row.ts'
export { parquetFiles, readTableFile } from './read-table.ts'
export { ident, joinSql, quoted, showSql, sql, writeSql, type Sql, type SqlValue } from './sql.ts'
export type { EngineRow, TableEngine } from './table-engine.ts'
export { UnreadableLine } from './unreadable-line.ts'
export { writeParquet, writeTable } from './write-table.ts'
