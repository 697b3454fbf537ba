import { extname } from 'node:path/posix'
import {
  describeColumns,
  float,
  integer,
  quoted,
  sql,
  text,
  type Columns,
  type ColumnSummary,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'

/** How one table differs from another, in its columns and in what they hold. */
export interface TableChanges {
  readonly rowCount: Pair<number>
  readonly addedColumns: readonly TableColumn[]
  readonly removedColumns: readonly TableColumn[]
  readonly retypedColumns: readonly { readonly name: string; readonly type: Pair<string> }[]
  /** Columns of both whose numbers differ. */
  readonly changedColumns: readonly ColumnChange[]
}

export interface Pair<Value> {
  readonly before: Value
  readonly after: Value
}

export interface TableColumn {
  readonly name: string
  /** As DuckDB calls it. */
  readonly type: string
}

export interface ColumnChange {
  readonly name: string
  /** From 0 to 1. */
  readonly missingShare: Pair<number>
  /** About 2 % off (HyperLogLog). */
  readonly distinctCount: Pair<number>
  /** Of numbers. */
  readonly mean?: Pair<number | undefined>
}

const readers: Readonly<Record<string, (file: Sql) => Sql>> = {
  '.parquet': (file) => sql`read_parquet(${file})`,
  '.csv': (file) => sql`read_csv(${file})`,
  '.tsv': (file) => sql`read_csv(${file})`,
  '.json': (file) => sql`read_json_auto(${file})`,
  '.jsonl': (file) => sql`read_json_auto(${file}, format = 'newline_delimited')`,
}

/** True for a name whose ending tells a table. */
export function isTableName(path: string): boolean {
  return extname(path).toLowerCase() in readers
}

/** Compares two files, both of the format that `path` ends with. */
export async function compareTables(
  engine: TableEngine,
  path: string,
  files: Pair<string>,
): Promise<TableChanges> {
  const [before, after] = [
    await describeFile(engine, path, files.before),
    await describeFile(engine, path, files.after),
  ]
  const typesBefore = new Map(before.columns.map(({ name, type }) => [name, type]))
  const typesAfter = new Map(after.columns.map(({ name, type }) => [name, type]))
  return {
    rowCount: { before: before.rowCount, after: after.rowCount },
    addedColumns: after.columns.filter(({ name }) => !typesBefore.has(name)),
    removedColumns: before.columns.filter(({ name }) => !typesAfter.has(name)),
    retypedColumns: after.columns.flatMap(({ name, type }) => {
      const old = typesBefore.get(name)
      return old === undefined || old === type ? [] : [{ name, type: { before: old, after: type } }]
    }),
    changedColumns: after.summaries.flatMap((summary) => {
      const old = before.summaries.find(({ name }) => name === summary.name)
      return old === undefined ? [] : compareColumns(before.rowCount, old, after.rowCount, summary)
    }),
  }
}

interface DescribedTable {
  readonly rowCount: number
  readonly columns: readonly TableColumn[]
  readonly summaries: readonly ColumnSummary[]
}

async function describeFile(
  engine: TableEngine,
  path: string,
  file: string,
): Promise<DescribedTable> {
  const reader = readers[extname(path).toLowerCase()]
  const relation = reader?.(quoted(file)) ?? sql`read_csv(${quoted(file)})`
  const rows = await engine.rows(sql`describe select * from ${relation}`)
  const columns = rows.map((row) => ({
    name: String(row['column_name']),
    type: String(row['column_type']),
  }))
  const [counted] = await engine.rows(sql`select count(*) as row_count from ${relation}`)
  return {
    rowCount: Number(counted?.['row_count'] ?? 0),
    columns,
    summaries: await describeColumns(engine, relation, toColumns(columns)),
  }
}

function toColumns(columns: readonly TableColumn[]): Columns {
  return Object.fromEntries(
    columns.map(({ name, type }) => {
      if (/INT/.test(type) && !/\[|STRUCT|MAP/.test(type)) return [name, integer()]
      return [
        name,
        /^(DOUBLE|FLOAT|REAL|DECIMAL)/.test(type) && !type.endsWith(']') ? float() : text(),
      ]
    }),
  )
}

function compareColumns(
  rowsBefore: number,
  before: ColumnSummary,
  rowsAfter: number,
  after: ColumnSummary,
): readonly ColumnChange[] {
  const missingShare = {
    before: share(before.missingCount, rowsBefore),
    after: share(after.missingCount, rowsAfter),
  }
  const distinctCount = { before: before.distinctCount, after: after.distinctCount }
  const mean = { before: before.mean, after: after.mean }
  const isSame = [missingShare, distinctCount, mean].every((pair) => pair.before === pair.after)
  if (isSame) return []
  const isNumber = mean.before !== undefined || mean.after !== undefined
  return [{ name: after.name, missingShare, distinctCount, ...(isNumber ? { mean } : {}) }]
}

function share(count: number, of: number): number {
  return of === 0 ? 0 : count / of
}
