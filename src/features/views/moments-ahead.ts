import { ident, joinSql, sql, type Sql } from '../../table/index.ts'
import { groupRelation } from '../groups/group-relation.ts'
import type { GroupShape } from '../groups/group-shape.ts'
import { groupsRead, type View } from './view.ts'
import type { Moment, ViewDeps } from './view-rows.ts'

/**
 * The states of knowledge of a view's groups between two moments, oldest first: whenever something
 * became known, a forecast could be made anew.
 */
export async function knownMoments(
  deps: ViewDeps,
  view: View,
  between: { readonly from: Date; readonly until: Date },
): Promise<Date[]> {
  const rows = await overGroups(
    deps,
    view,
    (_group, relation) => sql`
      select distinct _known_at as at from ${relation}
      where _known_at between ${between.from} and ${between.until}`,
  )
  return rows.map((row) => row['at'] as Date)
}

/**
 * The moments from `knownBy` on, by key, that the newest knowledge of each group told of by then. A view
 * that asks for `at` is told the moment itself.
 */
export async function momentsAhead(
  deps: ViewDeps,
  view: View,
  options: { readonly knownBy: Date; readonly aheadMs: number },
): Promise<Moment[]> {
  const { knownBy, aheadMs } = options
  const until = new Date(knownBy.getTime() + aheadMs)
  const { key } = view.label.group
  const names = joinSql(key.map(ident), ', ')
  const rows = await overGroups(deps, view, (group, relation) => {
    const time = ident(group.time)
    return sql`
      select distinct ${time} as at, ${names} from ${relation}
      where _known_at <= ${knownBy} and ${time} >= ${knownBy} and ${time} <= ${until}
      qualify _known_at = max(_known_at) over (partition by ${names})`
  })
  return rows.map((row) => ({
    key: Object.fromEntries(key.map((name) => [name, row[name]])),
    at: row['at'] as Date,
    ...(Object.hasOwn(view.request, 'at') ? { request: { at: row['at'] } } : {}),
  }))
}

async function overGroups(
  deps: ViewDeps,
  view: View,
  query: (group: GroupShape, relation: Sql) => Sql,
) {
  const parts = await Promise.all(
    groupsRead(view).map(async (group) =>
      query(group, (await groupRelation(deps, group)).relation),
    ),
  )
  if (parts.length === 0) return []
  return deps.engine.rows(sql`from (${joinSql(parts, ' union ')}) order by all`)
}
