import { ident, joinSql, sql, type EngineRow } from '../../table/index.ts'
import { groupRelation } from '../groups/group-relation.ts'
import type { GroupShape } from '../groups/group-shape.ts'
import { newestTellings } from '../groups/newest-tellings.ts'
import type { View } from './view.ts'
import type { Moment, ViewDeps } from './view-rows.ts'

/**
 * The moments of a view that the rows of a group are about, oldest first: events to be scored. What the
 * view wants of a request is the row's columns of the same names.
 */
export async function groupMoments(
  deps: ViewDeps,
  view: View,
  group: GroupShape,
  between: { readonly from: Date; readonly until: Date },
): Promise<Moment[]> {
  const { relation } = await groupRelation(deps, group)
  const time = ident(group.time)
  const names = [...new Set([...view.label.group.key, group.time, ...Object.keys(view.request)])]
  const rows = await deps.engine.rows(sql`
    select ${joinSql(names.map(ident), ', ')} from ${newestTellings(relation, group)}
    where ${time} >= ${between.from} and ${time} < ${between.until}
    order by ${time}, ${joinSql(view.label.group.key.map(ident), ', ')}`)
  return rows.map((row) => ({
    key: pick(row, view.label.group.key),
    at: row[group.time] as Date,
    request: pick(row, Object.keys(view.request)),
  }))
}

function pick(row: EngineRow, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.map((name) => [name, row[name]]))
}
