import type { DatabaseSession } from '../../storage/index.ts'
import { ident, joinSql, sql, type TableEngine } from '../../table/index.ts'
import type { Tellings } from './commit.ts'
import type { GroupShape } from './group-shape.ts'

/** What a query need not take care of: measured before the rows are held against those of the group. */
export async function measureTellings(
  deps: { readonly engine: TableEngine; readonly database: DatabaseSession },
  { name, key, time }: GroupShape,
  table: string,
): Promise<Tellings> {
  const newest = await deps.database.queries
    .selectFrom('commits')
    .select((e) => e.fn.max('sequence').as('sequence'))
    .where('group_name', '=', name)
    .executeTakeFirst()
  const identity = joinSql([...key, time].map(ident), ', ')
  const [found] = await deps.engine.rows(sql`
    select coalesce(sum(row_count - 1), 0)::double as repeated_count, max(lateness) as lateness
    from (
      select count(*) as row_count, max(epoch_ms(_known_at) - epoch_ms(${ident(time)})) as lateness
      from ${ident(table)} group by ${identity})`)
  return {
    repeatedCount: Number(found?.['repeated_count'] ?? 0),
    knownAfterMs: Number(found?.['lateness'] ?? 0),
    comparedThrough: newest?.sequence ?? 0,
  }
}
