import { ident, joinSql, sql, type EngineRow, type TableEngine } from '../../table/index.ts'
import type { GroupDeps } from './group-relation.ts'
import type { Group } from './group.ts'
import { trueRows } from './true-rows.ts'

/**
 * The rows of a group with the newest event time first; of each key and time only what was told last,
 * now or as of `until`.
 */
export async function newestRows(
  deps: GroupDeps & { readonly engine: TableEngine },
  group: Group,
  limit: number,
  options: { readonly until?: Date } = {},
): Promise<EngineRow[]> {
  const { relation } = await trueRows(deps, group, options)
  const names = joinSql([...Object.keys(group.columns), '_known_at', '_delivery'].map(ident), ', ')
  const identity = joinSql([...group.key, group.time].map(ident), ', ')
  return deps.engine.rows(sql`
    select ${names} from ${relation}
    order by ${ident(group.time)} desc, ${identity} limit ${limit}`)
}
