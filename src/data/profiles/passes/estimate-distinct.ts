import { joinSql, sql, type Sql, type TableEngine } from '../../../table/index.ts'
import type { ProfiledColumn } from './profiled-column.ts'

const keptHashes = 100_000

/**
 * How many different values columns have, by counting those whose hash falls into one of 2, 4, 8, …
 * parts, so that some 100,000 are kept at most. The standard error is one by the root of those kept: 0.3 %
 * for a key, 5 % for 20,000 values in ten million rows. The engine's own estimate is some 13 % off.
 */
export async function estimateDistinct(
  engine: TableEngine,
  relation: Sql,
  columns: readonly ProfiledColumn[],
  rowCount: number,
): Promise<ReadonlyMap<string, number>> {
  if (columns.length === 0) return new Map()
  const partCount = 2 ** Math.max(0, Math.ceil(Math.log2(rowCount / keptHashes)))
  // The divisor is unsigned too: otherwise 128 bits are divided, five times as slow.
  const counts = columns.map(
    ({ value }, at) => sql`select ${at} as at, count(distinct h) as kept
      from (select hash(${value}) as h from ${relation} where ${value} is not null)
      where h % ${partCount}::ubigint = 0`,
  )
  const rows = await engine.rows(joinSql(counts, ' union all '))
  const kept = new Map(rows.map((row) => [Number(row['at']), Number(row['kept'])]))
  return new Map(columns.map(({ name }, at) => [name, (kept.get(at) ?? 0) * partCount] as const))
}
