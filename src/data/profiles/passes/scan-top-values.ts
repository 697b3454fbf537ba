import { joinSql, sql, type Sql, type TableEngine } from '../../../table/index.ts'
import type { ValueCount } from '../profile.ts'
import type { ProfiledColumn } from './profiled-column.ts'

/** With more different values than this, a large table's values are not counted one by one. */
export const countedValues = 10_000
const keptValues = 50
const keptCharacters = 500

export interface CountedValues {
  readonly distinctCount: number
  readonly topValues: readonly ValueCount[]
}

/** The commonest values of columns, and how many there are in all, in one statement. */
export async function scanTopValues(
  engine: TableEngine,
  relation: Sql,
  columns: readonly ProfiledColumn[],
): Promise<ReadonlyMap<string, CountedValues>> {
  if (columns.length === 0) return new Map()
  const queries = columns.map(({ value }, at) => topOf(value, at, relation))
  const rows = await engine.rows(
    sql`select * from (${joinSql(queries, ' union all ')}) order by 1, count desc, value`,
  )
  const byColumn = Map.groupBy(rows, (row) => Number(row['at']))
  return new Map(
    columns.map((column, at) => {
      const found = byColumn.get(at) ?? []
      const topValues = found.map((row) => ({
        value: writeValue(String(row['value']), column),
        count: Number(row['count']),
      }))
      return [column.name, { distinctCount: Number(found[0]?.['distinct_count'] ?? 0), topValues }]
    }),
  )
}

/** The engine writes `603.0`. */
function writeValue(value: string, { type }: ProfiledColumn): string {
  const isFloat = type === 'DOUBLE' || type === 'FLOAT'
  return isFloat && Number.isFinite(Number(value)) ? String(Number(value)) : value
}

function topOf(value: Sql, at: number, relation: Sql): Sql {
  return sql`select * from (select ${at} as at, left(value::varchar, ${keptCharacters}) as value, count, distinct_count from (
    select value, count(*) as count, count(*) over () as distinct_count
    from (select ${value} as value from ${relation}) where value is not null group by value)
    order by count desc, value::varchar limit ${keptValues})`
}
