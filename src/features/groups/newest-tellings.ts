import { ident, joinSql, sql, type Sql } from '../../table/index.ts'
import type { GroupShape } from './group-shape.ts'

/** Of several tellings of one row the newest first: known last, of those in the later commit. */
export const newestTellingFirst: Sql = sql`_known_at desc, _commit desc, _delivery desc`

/** What is true of each key and time by a relation: its newest telling, unless that says it is no more. */
export function newestTellings(relation: Sql, group: Pick<GroupShape, 'key' | 'time'>): Sql {
  const identity = joinSql([...group.key, group.time].map(ident), ', ')
  return sql`(select * from ${relation} qualify not _deleted and row_number() over (
    partition by ${identity} order by ${newestTellingFirst}) = 1)`
}
