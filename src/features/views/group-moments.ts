import { ident, joinSql, sql, type EngineRow, type Sql } from '../../table/index.ts'
import { groupRelation, type GroupDeps } from '../groups/group-relation.ts'
import type { GroupShape } from '../groups/group-shape.ts'
import { newestTellings } from '../groups/newest-tellings.ts'
import type { View } from './view.ts'
import type { Moment, ViewDeps } from './view-rows.ts'

export interface MomentRange {
  readonly from?: Date | undefined
  readonly until?: Date | undefined
}

/**
 * The moments of a view that the rows of a group are about, oldest first: events to be scored. What the
 * view wants of a request is the row's columns of the same names, or those that the view says for its labels' group.
 */
export async function groupMoments(
  deps: ViewDeps,
  view: View,
  group: GroupShape,
  between: MomentRange,
): Promise<Moment[]> {
  const rows = await deps.engine.rows(await momentsQuery(deps, view, group, between))
  return rows.map((row) => toMoment(view, group, row))
}

/** The same in batches, as they are asked for: of more rows than memory holds. */
export async function* streamGroupMoments(
  deps: ViewDeps,
  view: View,
  group: GroupShape,
  between: MomentRange,
): AsyncGenerator<readonly Moment[]> {
  const query = await momentsQuery(deps, view, group, between)
  for await (const rows of deps.engine.stream(query)) {
    yield rows.map((row) => toMoment(view, group, row))
  }
}

async function momentsQuery(
  deps: GroupDeps,
  view: View,
  group: GroupShape,
  { from, until }: MomentRange,
): Promise<Sql> {
  const { relation } = await groupRelation(deps, group)
  const time = ident(group.time)
  const { key } = view.label.group
  const request = Object.keys(view.request).map((name) => columnOf(view, group, name))
  const names = [...new Set([...key, group.time, ...request])]
  const conditions = [
    ...(from === undefined ? [] : [sql`${time} >= ${from}`]),
    ...(until === undefined ? [] : [sql`${time} < ${until}`]),
  ]
  const where = conditions.length === 0 ? sql`` : sql`where ${joinSql(conditions, ' and ')}`
  return sql`
    select ${joinSql(names.map(ident), ', ')} from ${newestTellings(relation, group)}
    ${where} order by ${time}, ${joinSql(key.map(ident), ', ')}`
}

function columnOf(view: View, group: GroupShape, name: string): string {
  return group.name === view.label.group.name ? (view.requestFrom[name] ?? name) : name
}

function toMoment(view: View, group: GroupShape, row: EngineRow): Moment {
  const request = Object.keys(view.request).map(
    (name) => [name, row[columnOf(view, group, name)]] as const,
  )
  return {
    key: Object.fromEntries(view.label.group.key.map((name) => [name, row[name]])),
    at: row[group.time] as Date,
    request: Object.fromEntries(request),
  }
}
