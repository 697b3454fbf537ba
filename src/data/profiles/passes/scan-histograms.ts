import { joinSql, quoted, sql, type Sql, type TableEngine } from '../../../table/index.ts'
import type { Histogram } from '../profile.ts'
import { isWhole, type ProfiledColumn } from './profiled-column.ts'
import type { ColumnAggregates } from './scan-aggregates.ts'

const binCount = 20

export interface ColumnShape {
  readonly histogram: Histogram
  readonly skew: number | undefined
  readonly kurtosis: number | undefined
}

/**
 * The histogram, skew and kurtosis of each column of numbers, in one statement. They need the numbers of the
 * pass before: with mean and deviation known, cubes don't cancel.
 */
export async function scanHistograms(
  engine: TableEngine,
  relation: Sql,
  columns: readonly ProfiledColumn[],
  aggregates: readonly ColumnAggregates[],
): Promise<ReadonlyMap<string, ColumnShape>> {
  const queries = columns.flatMap((column, at) => {
    const numbers = aggregates[at]?.numbers
    if (column.number === undefined || numbers === undefined) return []
    return [binsOf(column, column.number, at, numbers, relation)]
  })
  if (queries.length === 0) return new Map()
  const rows = await engine.rows(joinSql(queries, ' union all '))
  const byColumn = Map.groupBy(rows, (row) => Number(row['at']))
  return new Map(
    columns.flatMap((column, at) => {
      const numbers = aggregates[at]?.numbers
      return numbers === undefined
        ? []
        : [[column.name, shapeOf(byColumn.get(at) ?? [], numbers, column)] as const]
    }),
  )
}

type Numbers = NonNullable<ColumnAggregates['numbers']>

/** Where the bins lie. Whole numbers within a range of 20 have a bin each. */
function binsBetween({ min, max }: { readonly min: number; readonly max: number }, whole: boolean) {
  if (min === max) return { from: min, to: max, count: 1 }
  if (whole && max - min < binCount) {
    return { from: min - 0.5, to: max + 0.5, count: max - min + 1 }
  }
  return { from: min, to: max, count: binCount }
}

function binsOf(
  column: ProfiledColumn,
  number: Sql,
  at: number,
  numbers: Numbers,
  table: Sql,
): Sql {
  const { mean, deviation } = numbers
  const { from, to, count } = binsBetween(numbers, isWhole(column))
  const width = (to - from) / count
  const bin =
    width > 0 && Number.isFinite(width)
      ? sql`least(floor((x - ${double(from)}) / ${double(width)}), ${count - 1})`
      : sql`0`
  const z = deviation ? sql`((x - ${double(mean)}) / ${double(deviation)})` : sql`0`
  return sql`select ${at} as at, bin, count(*) as count, sum(z * z * z) as cubes,
    sum(z * z * z * z) as fourths from (
    select ${bin}::utinyint as bin, ${z}::double as z from (select ${number} as x from ${table})
    where x is not null) group by bin`
}

/** A parameter would be of the smallest type that holds it. */
function double(value: number): Sql {
  return sql`${quoted(String(value))}::double`
}

function shapeOf(
  rows: readonly Readonly<Record<string, unknown>>[],
  numbers: Numbers,
  column: ProfiledColumn,
): ColumnShape {
  const { count, deviation } = numbers
  const bins = binsBetween(numbers, isWhole(column))
  const found = new Map(rows.map((row) => [Number(row['bin']), Number(row['count'])]))
  const counts = Array.from({ length: bins.count }, (_, bin) => found.get(bin) ?? 0)
  const sumOf = (power: string) => rows.reduce((sum, row) => sum + Number(row[power]), 0)
  const changes = deviation !== undefined && deviation > 0
  return {
    histogram: { from: bins.from, to: bins.to, counts },
    skew: changes ? skewOf(sumOf('cubes'), count) : undefined,
    kurtosis: changes ? kurtosisOf(sumOf('fourths'), count) : undefined,
  }
}

/** Of the sum of cubes of (x − mean) / deviation. */
function skewOf(cubes: number, n: number): number | undefined {
  return n > 2 ? (n / ((n - 1) * (n - 2))) * cubes : undefined
}

function kurtosisOf(fourths: number, n: number): number | undefined {
  if (n < 4) return undefined
  const scale = (n * (n + 1)) / ((n - 1) * (n - 2) * (n - 3))
  return scale * fourths - (3 * (n - 1) ** 2) / ((n - 2) * (n - 3))
}

/** Of numbers that are at hand, in the same bins. */
export function histogramOf(values: Float64Array, whole: boolean): Histogram {
  const found = values.filter((value) => !Number.isNaN(value))
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of found) [min, max] = [Math.min(min, value), Math.max(max, value)]
  if (found.length === 0) return { from: 0, to: 0, counts: [] }
  const { from, to, count } = binsBetween({ min, max }, whole)
  const counts = Array.from({ length: count }, () => 0)
  for (const value of found) {
    const bin = from === to ? 0 : Math.floor((value - from) / ((to - from) / count))
    const last = Math.min(bin, count - 1)
    counts[last] = (counts[last] ?? 0) + 1
  }
  return { from, to, counts }
}
