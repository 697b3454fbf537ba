import { parseDuration } from '../../base/index.ts'
import { ident, joinSql, sql, type Sql } from '../../table/index.ts'
import { newestTellings } from '../groups/newest-tellings.ts'
import { noFacts, type GroupFacts } from './group-facts.ts'
import { requestColumn } from './request.ts'
import type { View } from './view.ts'
import { numberSql } from './window-sql.ts'

export interface LabelOptions {
  /** Only commits made by then count. */
  readonly until?: Date
  /** Labels of moments from `from` on, and before `to`. */
  readonly from?: Date
  readonly to?: Date
  /** The newest labels only. */
  readonly limit?: number
}

/** A view's labels as a spine: key, `_at`, `_label` and what comes with the request. */
export function labelSpine(
  view: View,
  relation: Sql,
  options: LabelOptions = {},
  facts: GroupFacts = noFacts,
): Sql {
  const { group } = view.label
  const { from, to, limit } = options
  const time = ident(group.time)
  const key = joinSql(group.key.map(ident), ', ')
  const request = Object.keys(view.request).map((name) => {
    const column = ident(view.requestFrom[name] ?? name)
    return sql`, ${column} as ${ident(requestColumn(name))}`
  })
  const conditions = [
    sql`_label is not null`,
    ...(from === undefined ? [] : [sql`_at >= ${from}`]),
    ...(to === undefined ? [] : [sql`_at < ${to}`]),
  ]
  // Of labels of one moment the first by key: which rows are left must not hang on their order.
  const newest = limit === undefined ? sql`` : sql`order by _at desc, ${key} limit ${limit}`
  return sql`(
    select * from (
      select ${key}, ${time} as _at, ${labelOf(view, relation, options)} as _label${joinSql(request, '')}
      from ${tellings(view, relation, facts)}
    )
    where ${joinSql(conditions, ' and ')} ${newest})`
}

function tellings({ label }: View, relation: Sql, facts: GroupFacts): Sql {
  if (facts.isCorrected) return newestTellings(relation, label.group)
  return facts.hasDeleted ? sql`(from ${relation} where not _deleted)` : relation
}

/** Of a window ahead the label is known once all of it has passed by what the group knows. */
function labelOf({ label }: View, relation: Sql, { until }: LabelOptions): Sql {
  const column = ident(label.column)
  if (label.ahead === undefined) return column
  const { group } = label
  const time = ident(group.time)
  const key = joinSql(group.key.map(ident), ', ')
  const lengthMs = numberSql(parseDuration(label.ahead.length))
  const known = sql`(select max(_known_at) from ${relation})`
  const last = until === undefined ? known : sql`least(${known}, ${until})`
  const over = sql`over (
    partition by ${key} order by epoch_ms(${time})
    range between 1 following and ${lengthMs} following)`
  const value = {
    count: sql`(count(${column}) ${over})::double`,
    sum: sql`sum(${column}::double) ${over}`,
    mean: sql`avg(${column}::double) ${over}`,
    min: sql`min(${column}::double) ${over}`,
    max: sql`max(${column}::double) ${over}`,
  }[label.ahead.function]
  return sql`case when epoch_ms(${time}) + ${lengthMs} <= epoch_ms(${last}) then ${value} end`
}
