import { joinSql, quoted, sql, type Sql, type TableEngine } from '../../table/index.ts'
import type { Histogram } from './profile.ts'
import { isWhole, type ProfiledColumn } from './profiled-column.ts'
import type { ColumnAggregates } from './scan-aggregates.ts'

const binCount = 20

export interface ColumnShape {
  readonly histogram: Histogram
  readonly skew: number | undefined
}

/**
 * The histogram and the skew of each column of numbers, in one statement. Both need the numbers of the
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
function binsBetween({ min, max }: Numbers, column: ProfiledColumn) {
  if (min === max) return { from: min, to: max, count: 1 }
  if (isWhole(column) && max - min < binCount) {
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
  const { from, to, count } = binsBetween(numbers, column)
  const width = (to - from) / count
  const bin =
    width > 0 && Number.isFinite(width)
      ? sql`least(floor((x - ${double(from)}) / ${double(width)}), ${count - 1})`
      : sql`0`
  const z = deviation ? sql`((x - ${double(mean)}) / ${double(deviation)})` : sql`0`
  return sql`select ${at} as at, bin, count(*) as count, sum(z * z * z) as cubes from (
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
  const bins = binsBetween(numbers, column)
  const found = new Map(rows.map((row) => [Number(row['bin']), Number(row['count'])]))
  const counts = Array.from({ length: bins.count }, (_, bin) => found.get(bin) ?? 0)
  const cubes = rows.reduce((sum, row) => sum + Number(row['cubes']), 0)
  const hasSkew = count > 2 && deviation !== undefined && deviation > 0
  return {
    histogram: { from: bins.from, to: bins.to, counts },
    skew: hasSkew ? (count / ((count - 1) * (count - 2))) * cubes : undefined,
  }
}
