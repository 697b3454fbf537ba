import {
  ident,
  integer,
  joinSql,
  quoted,
  sql,
  text,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import { withCheckScope, type CheckOptions } from './check-rows.ts'
import type { RowCheck } from './check.ts'

/**
 * Takes the rows that break a `quarantine` check out of a temporary table. `keep` gets them first, with
 * the names of the checks that each breaks as `_broken`; what it gives back is returned. It is not
 * called where no row is broken.
 */
export async function takeOutBroken<Kept>(
  engine: TableEngine,
  table: string,
  options: CheckOptions,
  keep: (broken: Sql) => Promise<Kept>,
): Promise<Kept | undefined> {
  const checks = options.checks.filter(
    (check): check is RowCheck => check.kind === 'row' && check.severity === 'quarantine',
  )
  if (checks.length === 0) return undefined
  return withCheckScope(engine, ident(table), checks, options, async (scope) => {
    const names = checks.map(
      (check) => sql`case when ${check.breaks(scope)} then ${quoted(check.name)} end`,
    )
    const judged = sql`select rowid as row_id, concat_ws('; ', ${joinSql(names, ', ')}) as _broken
      from ${ident(table)}`
    const broken = await engine.rows(sql`select * from (${judged}) where _broken <> ''`)
    if (broken.length === 0) return undefined
    const columns = { row_id: integer(), _broken: text() }
    return engine.withRows(columns, broken, async (found) => {
      const rows = sql`select rows.*, broken._broken from ${ident(table)} as rows
        join ${ident(found)} as broken on rows.rowid = broken.row_id order by broken.row_id`
      const kept = await keep(rows)
      const taken = sql`select row_id from ${ident(found)}`
      await engine.run(sql`delete from ${ident(table)} where rowid in (${taken})`)
      return kept
    })
  })
}
