import { sql, type Sql, type TableEngine } from '../../../table/index.ts'
import type { ValueSlices } from '../profile.ts'
import type { ProfiledColumn } from './profiled-column.ts'
import { sliceTable } from './slice-table.ts'

const keptValues = 12

/** A table by the twelve commonest values of a column, and all others together. */
export async function sliceByValue(
  engine: TableEngine,
  relation: Sql,
  columns: readonly ProfiledColumn[],
  { by, isExact }: { readonly by: ProfiledColumn; readonly isExact: boolean },
): Promise<ValueSlices> {
  const value = sql`${by.value}::varchar`
  const rows = await engine.rows(
    sql`select value, rank, others from (
        select value, row_number() over (order by count desc, value) - 1 as rank, count(*) over () as others
        from (select ${value} as value, count(*) as count from ${relation} group by 1))
      where rank < ${keptValues} order by rank`,
  )
  const values = rows.map((row) => (typeof row['value'] === 'string' ? row['value'] : null))
  const hasOthers = Number(rows[0]?.['others'] ?? 0) > values.length
  const keys = [...values.keys(), ...(hasOthers ? [values.length] : [])]
  const slices = await sliceTable(
    engine,
    relation,
    columns.filter(({ name }) => name !== by.name),
    { key: keyOf(value, values), keys, isExact },
  )
  return { column: by.name, values, hasOthers, ...slices }
}

function keyOf(value: Sql, values: readonly (string | null)[]): Sql {
  const cases = values.reduce<Sql>(
    (before, known, at) =>
      sql`${before} when ${known === null ? sql`${value} is null` : sql`${value} = ${known}`} then ${at}`,
    sql``,
  )
  return sql`case ${cases} else ${values.length} end`
}
