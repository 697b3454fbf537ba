import { ident, joinSql, sql, type EngineRow, type TableEngine } from '../../table/index.ts'
import type { Group } from './group.ts'
import { groupRelation, type GroupDeps } from './group-relation.ts'

/** The rows of a group with the newest event time first; of each key and time only what was known last. */
export async function newestRows(
  deps: GroupDeps & { readonly engine: TableEngine },
  group: Group,
  limit: number,
): Promise<EngineRow[]> {
  const { relation } = await groupRelation(deps, group)
  const names = joinSql([...Object.keys(group.columns), '_known_at', '_delivery'].map(ident), ', ')
  const identity = joinSql([...group.key, group.time].map(ident), ', ')
  return deps.engine.rows(sql`
    select ${names} from ${relation}
    qualify row_number() over (
      partition by ${identity} order by _known_at desc, _delivery desc) = 1
    order by ${ident(group.time)} desc, ${identity} limit ${limit}`)
}
