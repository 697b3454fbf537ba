import {
  deviationOf,
  joinSql,
  sql,
  ident,
  type EngineRow,
  type Sql,
  type TableEngine,
} from '../../../table/index.ts'
import type { ProfiledColumn } from './profiled-column.ts'

/** What one pass over all columns finds of one. */
export interface ColumnAggregates {
  readonly missingCount: number
  readonly valueCount: number
  /** Exact if asked; else by the engine's HyperLogLog, which tells few from many and no more. */
  readonly distinctCount: number
  readonly numbers?: {
    readonly count: number
    readonly nonFiniteCount: number
    readonly min: number
    readonly max: number
    readonly mean: number
    readonly deviation: number | undefined
    readonly zeroCount: number
    readonly negativeCount: number
    readonly percentiles: readonly number[]
  }
  readonly lengths?: { readonly min: number; readonly mean: number; readonly max: number }
  /** Of texts, all together. */
  readonly textBytes?: number
}

const shares = Array.from({ length: 101 }, (_, at) => at / 100)
const shareList: Sql = { strings: [`[${shares.join(', ')}]`], values: [] }

/** One statement for the numbers of all columns. Quantiles and distinct counts are exact if asked. */
export async function scanAggregates(
  engine: TableEngine,
  relation: Sql,
  columns: readonly ProfiledColumn[],
  isExact: boolean,
): Promise<ColumnAggregates[]> {
  const parts = columns.map((column, at) => aggregatesOf(column, at, isExact))
  const [found = {}] = await engine.rows(sql`select ${joinSql(parts, ', ')} from ${relation}`)
  return columns.map((column, at) => toAggregates(column, (kind) => found[`${kind}_${at}`]))
}

function aggregatesOf({ value, number, kind }: ProfiledColumn, at: number, isExact: boolean): Sql {
  const as = (name: string): Sql => ident(`${name}_${at}`)
  const distinct = isExact ? sql`count(distinct ${value})` : sql`approx_count_distinct(${value})`
  const counts = sql`count(*) - count(${value}) as ${as('missing')}, count(${value}) as ${as('valued')}, ${distinct} as ${as('distinct')}`
  if (kind === 'text') {
    return sql`${counts}, min(length(${value})) as ${as('min')},
      avg(length(${value})) as ${as('mean')}, max(length(${value})) as ${as('max')},
      sum(strlen(${value})) as ${as('bytes')}`
  }
  if (number === undefined) return counts
  const quantiles = isExact
    ? sql`quantile_cont(${number}, ${shareList})`
    : sql`approx_quantile(${number}, ${shareList})`
  return sql`${counts}, count(${number}) as ${as('count')}, min(${number}) as ${as('min')},
    max(${number}) as ${as('max')}, avg(${number}) as ${as('mean')},
    ${deviationOf(number)} as ${as('deviation')},
    count(*) filter (${number} = 0) as ${as('zeros')},
    count(*) filter (${number} < 0) as ${as('negatives')}, ${quantiles} as ${as('quantiles')}`
}

function toAggregates({ kind, number }: ProfiledColumn, of: (kind: string) => unknown) {
  const counts = {
    missingCount: numberOf(of('missing')),
    valueCount: numberOf(of('valued')),
    distinctCount: numberOf(of('distinct')),
  }
  const [min, mean, max] = ['min', 'mean', 'max'].map((name) => of(name))
  if (typeof min !== 'number' || typeof mean !== 'number' || typeof max !== 'number') return counts
  if (kind === 'text') {
    return { ...counts, lengths: { min, mean, max }, textBytes: numberOf(of('bytes')) }
  }
  if (number === undefined) return counts
  const count = numberOf(of('count'))
  const deviation = of('deviation')
  return {
    ...counts,
    numbers: {
      count,
      nonFiniteCount: counts.valueCount - count,
      min,
      max,
      mean,
      deviation: typeof deviation === 'number' ? deviation : undefined,
      zeroCount: numberOf(of('zeros')),
      negativeCount: numberOf(of('negatives')),
      percentiles: withEnds(of('quantiles'), min, max),
    },
  }
}

/** An estimate may miss the ends; they are known. */
function withEnds(found: unknown, min: number, max: number): number[] {
  const values = Array.isArray(found) ? found.map(Number) : []
  return values.map((value, at) => {
    if (at === 0) return min
    return at === values.length - 1 ? max : Math.min(Math.max(value, min), max)
  })
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0
}

/** How many rows, and how many of them stand in the table before. */
export async function countRows(engine: TableEngine, relation: Sql): Promise<number> {
  const [row = {}] = await engine.rows(sql`select count(*) as row_count from ${relation}`)
  return numberOf((row satisfies EngineRow)['row_count'])
}

/** Rows that are not the first of their like, told by a hash of 64 bits. */
export async function countDuplicates(
  engine: TableEngine,
  relation: Sql,
  columns: readonly ProfiledColumn[],
): Promise<number> {
  const values = joinSql(
    columns.map(({ value }) => value),
    ', ',
  )
  const [row = {}] = await engine.rows(
    sql`select count(*) - count(distinct hash(${values})) as duplicate_count from ${relation}`,
  )
  return numberOf(row['duplicate_count'])
}
