import { parseDuration } from '../../base/index.ts'
import { ident, joinSql, sql, type Sql } from '../../table/index.ts'
import type { WindowFeature, WindowFunction } from './feature.ts'
import type { GroupShape } from '../groups/group-shape.ts'
import {
  groupsRead,
  lookBackMs,
  storedFeatures,
  storedName,
  type StoredFeature,
  type View,
} from './view.ts'

/**
 * For what the features are asked: a relation with the label group's key columns, `_at` and whatever
 * else is to be carried along. What a feature may use was true by `_at`, and known by `_at` too, or,
 * with `knownBy`, by that moment (a forecast asks for a moment to come with what is known now).
 */
export interface Spine {
  readonly relation: Sql
  readonly knownBy: Date | undefined
}

/** The column that tells which text a group's newest row came with. */
export function deliveryColumn(group: string): string {
  return `_delivery.${group}`
}

/**
 * The view's point-in-time join as one query. `_known_at` decides beside the event time: a row
 * that arrived late would leak the future into training.
 */
export function viewQuery(view: View, spine: Spine, relations: ReadonlyMap<string, Sql>): Sql {
  const stored = [...storedFeatures(view.features).values()]
  const key = view.label.group.key
  const parts = groupsRead(view).flatMap((group): Part[] => {
    const rows = relations.get(group.name)
    if (rows === undefined) throw new Error(`no relation for group ${group.name}`)
    const own = stored.filter((feature) => feature.group.name === group.name)
    const usable = usableRows(group, own, rows, spine)
    return [...latestPart(group, own, usable, spine), ...windowParts(group, own, usable, spine)]
  })
  const names = joinSql(
    key.map((name) => sql`spine.${ident(name)}`),
    ', ',
  )
  return sql`
    with spine as materialized (
      select *, row_number() over (order by ${joinSql([...key, '_at'].map(ident), ', ')}) as _row
      from ${spine.relation}
    )${joinSql(
      parts.map(({ name, query }) => sql`, ${name} as (${query})`),
      '',
    )}
    select spine.*${joinSql(
      parts.map(({ columns }) => sql`, ${columns}`),
      '',
    )}
    from spine ${joinSql(
      parts.map(({ name }) => sql`left join ${name} using (_row)`),
      ' ',
    )}
    order by ${names}, spine._at`
}

/** Leaves out rows that no moment of the spine can reach, before the work that grows with their number. */
function usableRows(
  group: GroupShape,
  features: readonly StoredFeature[],
  rows: Sql,
  spine: Spine,
): Sql {
  const time = ident(group.time)
  const back = Math.max(...features.map(lookBackMs))
  const conditions = [
    sql`${time} <= (select max(_at) from spine)`,
    ...(spine.knownBy === undefined ? [] : [sql`_known_at <= ${spine.knownBy}`]),
    ...(Number.isFinite(back)
      ? [sql`epoch_ms(${time}) >= (select epoch_ms(min(_at)) from spine) - ${back}`]
      : []),
  ]
  return sql`(from ${rows} where ${joinSql(conditions, ' and ')})`
}

interface Part {
  readonly name: Sql
  readonly query: Sql
  readonly columns: Sql
}

function latestPart(
  group: GroupShape,
  features: readonly StoredFeature[],
  rows: Sql,
  spine: Spine,
): Part[] {
  const latest = features.filter((feature) => feature.kind === 'latest')
  if (latest.length === 0) return []
  const name = ident(`latest_${group.name}`)
  const key = joinSql(group.key.map(ident), ', ')
  const columns = joinSql([...new Set(latest.map((feature) => feature.column))].map(ident), ', ')
  const values = latest.map((feature) => {
    const value = sql`rows.${ident(feature.column)}`
    const as = ident(storedName(feature))
    if (feature.within === undefined) return sql`${value} as ${as}`
    const age = sql`date_diff('millisecond', rows._event_at, spine._at)`
    return sql`case when ${age} <= ${parseDuration(feature.within)} then ${value} end as ${as}`
  })
  // A row is visible once it was true and known. Of the rows that are visible at one moment the
  // newest counts; a row that is older than one seen before never counts again and is dropped, so
  // that the last visible row is the newest.
  const visibleAt =
    spine.knownBy === undefined ? sql`greatest(${ident(group.time)}, _known_at)` : ident(group.time)
  const query = sql`
    select spine._row, ${joinSql(values, ', ')}, rows._delivery as ${ident(deliveryColumn(group.name))}
    from spine asof join (
      select * from (
        select ${key}, ${columns}, _delivery, ${ident(group.time)} as _event_at,
          ${visibleAt} as _visible_at, (${ident(group.time)}, _known_at) as _newness
        from ${rows}
        qualify row_number() over (
          partition by ${key}, _visible_at order by _newness desc, _delivery desc) = 1
      )
      qualify _newness = max(_newness) over (
        partition by ${key} order by _visible_at rows unbounded preceding)
    ) as rows
    on ${sameKey(group)} and spine._at >= rows._visible_at`
  const found = [...latest.map(storedName), deliveryColumn(group.name)].map(
    (column) => sql`${name}.${ident(column)}`,
  )
  return [{ name, query, columns: joinSql(found, ', ') }]
}

function windowParts(
  group: GroupShape,
  features: readonly StoredFeature[],
  rows: Sql,
  spine: Spine,
): Part[] {
  const windows = features.filter((feature) => feature.kind === 'window')
  const lengths = [...new Set(windows.map((feature) => feature.length))]
  return lengths.map((length) => {
    const own = windows.filter((feature) => feature.length === length)
    return windowPart(group, length, own, rows, spine)
  })
}

function windowPart(
  group: GroupShape,
  length: WindowFeature['length'],
  features: readonly WindowFeature[],
  rows: Sql,
  spine: Spine,
): Part {
  const name = ident(`window_${length}_${group.name}`)
  const lengthMs = parseDuration(length)
  const time = ident(group.time)
  const columns = [...new Set(features.map((feature) => feature.column))]
  // A row that was told several times counts once, as it was known last, also when that was a null.
  const newest = columns.map(
    (column) => sql`arg_min_null(rows.${ident(column)}, rows._telling) as ${ident(column)}`,
  )
  const identity = joinSql([...group.key, group.time].map(ident), ', ')
  const values = features.map(
    (feature) =>
      sql`${aggregate(feature.function, ident(feature.column), time)} as ${ident(storedName(feature))}`,
  )
  const known = spine.knownBy === undefined ? sql`and rows._known_at <= spine._at` : sql``
  // Cutting time into pieces as long as the window makes the range join a hash join: what is within
  // the window lies in the moment's own piece or in the one before.
  const query = sql`
    select _row, ${joinSql(values, ', ')} from (
      select spine._row, rows.${time}, ${joinSql(newest, ', ')}
      from (
        select *, unnest([epoch_ms(_at) // ${lengthMs}, epoch_ms(_at) // ${lengthMs} - 1]) as _piece
        from spine
      ) as spine
      join (
        select *, epoch_ms(${time}) // ${lengthMs} as _piece, row_number() over (
          partition by ${identity} order by _known_at desc, _delivery desc) as _telling
        from ${rows}
      ) as rows
        on ${sameKey(group)} and spine._piece = rows._piece
        and rows.${time} <= spine._at
        and epoch_ms(rows.${time}) > epoch_ms(spine._at) - ${lengthMs} ${known}
      group by spine._row, rows.${time}
    ) group by _row`
  const found = features.map((feature) => sql`${name}.${ident(storedName(feature))}`)
  return { name, query, columns: joinSql(found, ', ') }
}

/** Sums go in the order of time: in another order their last digits differ, and so would the bytes. */
function aggregate(own: WindowFunction, column: Sql, time: Sql): Sql {
  switch (own) {
    case 'count':
      return sql`count(${column})::double`
    case 'sum':
      return sql`sum(${column} order by ${time})::double`
    case 'mean':
      return sql`avg(${column} order by ${time})`
    case 'deviation':
      return sql`stddev_samp(${column} order by ${time})`
    case 'min':
      return sql`min(${column})::double`
    case 'max':
      return sql`max(${column})::double`
  }
}

function sameKey(group: GroupShape): Sql {
  return joinSql(
    group.key.map((name) => sql`spine.${ident(name)} = rows.${ident(name)}`),
    ' and ',
  )
}
