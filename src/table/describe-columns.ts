import type { Columns } from './column.ts'
import { ident, joinSql, sql, type Sql } from './sql.ts'
import type { TableEngine } from './table-engine.ts'

/** What one column holds, in numbers. Numbers of other than numeric columns are absent. */
export interface ColumnSummary {
  readonly name: string
  readonly missingCount: number
  /** About how many different values there are (estimated by HyperLogLog: often 10 % off). */
  readonly distinctCount: number
  readonly mean?: number
  readonly deviation?: number
  readonly min?: number
  readonly median?: number
  readonly max?: number
}

/** Summarises the columns of a relation in one pass. */
export async function describeColumns(
  engine: TableEngine,
  relation: Sql,
  columns: Columns,
): Promise<ColumnSummary[]> {
  const names = Object.keys(columns)
  if (names.length === 0) return []
  const aggregates = summariesOf(columns)
  const [found = {}] = await engine.rows(sql`select ${joinSql(aggregates, ', ')} from ${relation}`)
  return names.map((name, at) => toSummary(name, at, found))
}

/** Some of a relation's rows: how many there are, and what their columns hold. */
export interface DescribedRows {
  readonly rowCount: number
  readonly columns: readonly ColumnSummary[]
}

/** Summarises the rows of each value of a whole number, in one pass. */
export async function describeColumnsBy(
  engine: TableEngine,
  relation: Sql,
  columns: Columns,
  by: Sql,
): Promise<ReadonlyMap<number, DescribedRows>> {
  const names = Object.keys(columns)
  const wanted = [sql`${by} as _by`, sql`count(*) as _row_count`, ...summariesOf(columns)]
  const found = await engine.rows(
    sql`select ${joinSql(wanted, ', ')} from ${relation} group by _by order by _by`,
  )
  return new Map(
    found.map((row) => [
      Number(row['_by']),
      {
        rowCount: Number(row['_row_count']),
        columns: names.map((name, at) => toSummary(name, at, row)),
      },
    ]),
  )
}

function summariesOf(columns: Columns): Sql[] {
  return Object.keys(columns).map((name, at) => summaryOf(name, at, isNumeric(columns, name)))
}

function isNumeric(columns: Columns, name: string): boolean {
  const type = columns[name]?.type
  return type === 'float' || type === 'integer'
}

function summaryOf(name: string, at: number, numeric: boolean): Sql {
  const column = ident(name)
  const place = (kind: string): Sql => ident(`${kind}_${at}`)
  const counts = sql`count(*) - count(${column}) as ${place('missing')},
    approx_count_distinct(${column}) as ${place('distinct')}`
  if (!numeric) return counts
  return sql`${counts}, avg(${column}) as ${place('mean')},
    stddev_samp(${column}) as ${place('deviation')}, min(${column})::double as ${place('min')},
    median(${column})::double as ${place('median')}, max(${column})::double as ${place('max')}`
}

function toSummary(name: string, at: number, found: Readonly<Record<string, unknown>>) {
  const number = (kind: string): number | undefined => {
    const value = found[`${kind}_${at}`]
    return typeof value === 'number' ? value : undefined
  }
  const measured = ['mean', 'deviation', 'min', 'median', 'max'].flatMap((kind) => {
    const value = number(kind)
    return value === undefined ? [] : [[kind, value] as const]
  })
  return {
    name,
    missingCount: number('missing') ?? 0,
    distinctCount: number('distinct') ?? 0,
    ...Object.fromEntries(measured),
  }
}
