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
export {
  describeColumns,
  describeColumnsBy,
  readSummaries,
  summaryAggregates,
  type ColumnSummary,
  type DescribedRows,
} from './describe-columns.ts'
export { deviationOf } from './deviation-of.ts'
export { duckdbEngine } from './duckdb-engine.ts'
export { withEngine } from './with-engine.ts'
export { tableErrors } from './errors.ts'
export { readArrow } from './formats/arrow-table.ts'
export { isLineTooLong, mostFrequent } from './formats/csv-file.ts'
export { csvSplitter } from './formats/csv-records.ts'
export { csvReader, parseCsv, type CsvOptions } from './formats/parse-csv.ts'
export { jsonLinesReader, parseJson, type JsonOptions } from './formats/parse-json.ts'
export { dateReader } from './formats/date-form.ts'
export { numberForm, type NumberForm } from './formats/number-form.ts'
export { parquetColumns } from './formats/parquet-columns.ts'
export { plainColumns } from './formats/plain-columns.ts'
export { parquetFiles, readTableFile } from './formats/read-table.ts'
export { rowShaper, type RowOptions } from './formats/row-shaper.ts'
export {
  tableFormatOf,
  withTableFile,
  type OpenedTable,
  type TableFileOptions,
  type TableFormat,
} from './formats/table-file.ts'
export { readPieces, type TextReader } from './formats/text-reader.ts'
export { decodePieces, notText, packedEnding, unpackedName, unpackFile } from './formats/unpack.ts'
export { UnreadableLine } from './formats/unreadable-line.ts'
export { writeArrow } from './formats/write-arrow.ts'
export {
  isWritableTable,
  writeParquet,
  writeTable,
  type ParquetLayout,
} from './formats/write-table.ts'
export { parseRow } from './parse-row.ts'
export { ident, joinSql, quoted, showSql, sql, writeSql, type Sql } from './sql.ts'
export type { EngineRow, EngineRows, TableEngine, TypedColumn } from './table-engine.ts'
