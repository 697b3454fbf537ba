import type { Columns, ColumnType } from './column.ts'
import { deviationOf } from './deviation-of.ts'
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
  if (Object.keys(columns).length === 0) return []
  const aggregates = joinSql(summaryAggregates(columns), ', ')
  const [found = {}] = await engine.rows(sql`select ${aggregates} from ${relation}`)
  return readSummaries(columns, found)
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
  const wanted = [sql`${by} as _by`, sql`count(*) as _row_count`, ...summaryAggregates(columns)]
  const found = await engine.rows(
    sql`select ${joinSql(wanted, ', ')} from ${relation} group by _by order by _by`,
  )
  return new Map(
    found.map((row) => [
      Number(row['_by']),
      {
        rowCount: Number(row['_row_count']),
        columns: readSummaries(columns, row),
      },
    ]),
  )
}

/**
 * What to ask of a relation for its summaries. With `sample`, a condition that holds for some rows by chance, those
 * alone tell medians, and how many values there are of what is seldom told twice: numbers with fractions, moments.
 */
export function summaryAggregates(columns: Columns, sample?: Sql): Sql[] {
  return Object.entries(columns).map(([name, { type }], at) => summaryOf(name, at, type, sample))
}

/** The summaries that a row of these aggregates tells. */
export function readSummaries(
  columns: Columns,
  found: Readonly<Record<string, unknown>>,
): ColumnSummary[] {
  return Object.keys(columns).map((name, at) => toSummary(name, at, found))
}

function summaryOf(name: string, at: number, type: ColumnType, sample: Sql | undefined): Sql {
  const column = ident(name)
  const place = (kind: string): Sql => ident(`${kind}_${at}`)
  const filter = sample === undefined ? sql`` : sql`filter (where ${sample})`
  const isSampled = sample !== undefined && (type === 'float' || type === 'timestamp')
  const counts = sql`count(*) - count(${column}) as ${place('missing')},
    approx_count_distinct(${column}) ${isSampled ? filter : sql``} as ${place('distinct')}
    ${isSampled ? sql`, count(${column}) as ${place('of')}, count(${column}) ${filter} as ${place('sampled')}` : sql``}`
  if (type !== 'float' && type !== 'integer') return counts
  return sql`${counts}, avg(${column}) as ${place('mean')},
    ${deviationOf(column)} as ${place('deviation')}, min(${column})::double as ${place('min')},
    (median(${column}) ${filter})::double as ${place('median')}, max(${column})::double as ${place('max')}`
}

function toSummary(
  name: string,
  at: number,
  found: Readonly<Record<string, unknown>>,
): ColumnSummary {
  const number = (kind: string): number | undefined => {
    const value = found[`${kind}_${at}`]
    return typeof value === 'number' ? value : undefined
  }
  const measured = ['mean', 'deviation', 'min', 'median', 'max'].flatMap((kind) => {
    const value = number(kind)
    return value === undefined ? [] : [[kind, value] as const]
  })
  const distinct = number('distinct') ?? 0
  return {
    name,
    missingCount: number('missing') ?? 0,
    distinctCount: inAll(distinct, number('sampled'), number('of')),
    ...Object.fromEntries(measured),
  }
}

/**
 * About how many different values there are in all, of those that a sample has: as many more as seem to be told
 * once. DuckDB reckons so with samples of its tables.
 */
function inAll(distinct: number, sampled: number | undefined, all: number | undefined): number {
  if (!sampled || all === undefined) return distinct
  const seen = Math.min(distinct, sampled)
  const once = (seen / sampled) ** 2 * seen
  return Math.min(all, Math.round(seen + (once / sampled) * (all - sampled)))
}
