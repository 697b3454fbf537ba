import {
  ident,
  joinSql,
  sql,
  type EngineRow,
  type Sql,
  type TableEngine,
} from '../../../table/index.ts'
import { inParts } from './in-parts.ts'
import type { SlicedColumn } from '../profile.ts'
import type { ProfiledColumn } from './profiled-column.ts'

/** What is told of a table in slices. */
export interface Slices {
  readonly rowCounts: readonly number[]
  readonly columns: readonly SlicedColumn[]
}

interface SliceOptions {
  /** The slice that a row is in, of `keys`; other rows are left out. */
  readonly key: Sql
  readonly keys: readonly number[]
  readonly isExact: boolean
}

/** Rows, missing values, means and quantiles of each column in each slice. */
export async function sliceTable(
  engine: TableEngine,
  relation: Sql,
  columns: readonly ProfiledColumn[],
  { key, keys, isExact }: SliceOptions,
): Promise<Slices> {
  const all = [sql`count(*) as all_rows`]
  const counted = await inSlices(engine, relation, { key, keys }, all)
  return {
    rowCounts: counted.map((row) => countOf(row, 'all_rows')),
    columns: await inParts(columns, async (part) => {
      const parts = part.map((column, at) => partsOf(column, at, isExact))
      const slices = await inSlices(engine, relation, { key, keys }, parts)
      return part.map((column, at) => ({
        name: column.name,
        missingCounts: slices.map((row) => countOf(row, `missing_${at}`)),
        ...numbersOf(column, slices, at),
      }))
    }),
  }
}

/** What is found of each slice, in the order of their keys. */
async function inSlices(
  engine: TableEngine,
  relation: Sql,
  { key, keys }: Pick<SliceOptions, 'key' | 'keys'>,
  parts: readonly Sql[],
): Promise<EngineRow[]> {
  const rows = await engine.rows(
    sql`select ${key} as slice, ${joinSql(parts, ', ')} from ${relation} group by 1`,
  )
  const found = new Map(rows.map((row) => [Number(row['slice']), row]))
  return keys.map((slice) => found.get(slice) ?? {})
}

function countOf(row: EngineRow, name: string): number {
  return Number(row[name] ?? 0)
}

function partsOf({ kind, value, number }: ProfiledColumn, at: number, isExact: boolean): Sql {
  const as = (name: string): Sql => ident(`${name}_${at}`)
  const missing = sql`count(*) - count(${value}) as ${as('missing')}`
  if (kind === 'boolean') {
    return sql`${missing}, avg(${value}::integer) as ${as('mean')}`
  }
  if (kind !== 'number' || number === undefined) return missing
  const quantiles = isExact
    ? sql`quantile_cont(${number}, [0.1, 0.5, 0.9])`
    : sql`approx_quantile(${number}, [0.1, 0.5, 0.9])`
  return sql`${missing}, avg(${number}) as ${as('mean')}, ${quantiles} as ${as('quantiles')}`
}

function numbersOf({ kind }: ProfiledColumn, slices: readonly EngineRow[], at: number) {
  if (kind !== 'number' && kind !== 'boolean') return {}
  const means = slices.map((row) => numberOrNull(row[`mean_${at}`]))
  if (kind === 'boolean') return { means }
  const quantile = (which: number) =>
    slices.map((row) => {
      const found: unknown = row[`quantiles_${at}`]
      return Array.isArray(found) ? numberOrNull(found[which]) : null
    })
  return { means, lows: quantile(0), medians: quantile(1), highs: quantile(2) }
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
