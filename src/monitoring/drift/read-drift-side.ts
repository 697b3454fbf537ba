import type { CategorySketch, ColumnSketch, InputColumn } from '../../learn/index.ts'
import { ident, joinSql, sql, type Sql, type TableEngine } from '../../table/index.ts'

/** A column of a relation, and how its values are compared. */
export interface ComparedColumn {
  readonly name: string
  readonly kind: 'number' | 'category'
}

/**
 * The columns of a relation as one side of a comparison, for many rows: numbers come as they are, categories
 * are counted by the engine, so that no text is made of each row.
 */
export async function readDriftSide(
  engine: TableEngine,
  relation: Sql,
  columns: readonly ComparedColumn[],
): Promise<{ readonly columns: readonly (InputColumn | ColumnSketch)[] }> {
  const numbers = columns.filter(({ kind }) => kind === 'number')
  // The engine counts texts while numbers are taken over from it.
  const reading = readNumbers(engine, relation, numbers)
  const found = await Promise.all(
    columns.map(async ({ name, kind }): Promise<readonly (InputColumn | ColumnSketch)[]> => {
      if (kind === 'category') return [await countCategories(engine, relation, name)]
      const values = (await reading).get(name)
      return values === undefined ? [] : [{ name, kind, values }]
    }),
  )
  return { columns: found.flat() }
}

async function readNumbers(
  engine: TableEngine,
  relation: Sql,
  columns: readonly ComparedColumn[],
): Promise<ReadonlyMap<string, Float64Array>> {
  if (columns.length === 0) return new Map()
  const parts = columns.map(({ name }) => sql`${ident(name)}::double as ${ident(name)}`)
  const read = await engine.typedColumns(sql`select ${joinSql(parts, ', ')} from ${relation}`)
  return new Map(
    [...read].map(([name, values]) => [
      name,
      values instanceof Float64Array ? values : Float64Array.from(values, Number),
    ]),
  )
}

async function countCategories(
  engine: TableEngine,
  relation: Sql,
  name: string,
): Promise<CategorySketch> {
  const rows = await engine.rows(
    sql`select nullif(${ident(name)}::varchar, '') as category, count(*)::integer as count
        from ${relation} group by 1 order by 2 desc, 1`,
  )
  const categories = rows.flatMap(({ category, count }) =>
    typeof category === 'string' ? [[category, Number(count)] as const] : [],
  )
  const count = categories.reduce((sum, [, each]) => sum + each, 0)
  const all = rows.reduce((sum, row) => sum + Number(row['count']), 0)
  return {
    name,
    kind: 'category',
    count,
    missingCount: all - count,
    distinctCount: categories.length,
    categories,
    otherCount: 0,
  }
}
