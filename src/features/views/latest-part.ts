import { parseDuration } from '../../base/index.ts'
import { ident, joinSql, sql, type Sql } from '../../table/index.ts'
import type { LatestFeature } from './feature.ts'
import type { QueryPart } from './query-part.ts'
import { storedName } from './stored-features.ts'
import { keyNames, sameKey, type StreamQuery } from './stream-sql.ts'
import { numberSql } from './window-sql.ts'

/** The newest row alone, of a stream in which no telling takes a row away. */
export function latestPart(
  query: StreamQuery,
  features: readonly LatestFeature[],
  deliveryColumn: string,
): QueryPart {
  const { stream, asked } = query
  const values = features.map(
    (feature) => sql`${valueOf(feature)} as ${ident(storedName(feature))}`,
  )
  return {
    name: `latest_${stream.name}`,
    columns: [...features.map(storedName), deliveryColumn],
    query: sql`
      select asked._row, ${joinSql(values, ', ')}, rows._delivery as ${ident(deliveryColumn)}
      from ${asked} as asked asof join ${newestRows(query)} as rows
      on ${sameKey(stream)} and asked._at >= rows._visible_at`,
  }
}

function valueOf({ column, within }: LatestFeature): Sql {
  const value = sql`rows.${ident(column)}`
  if (within === undefined) return value
  const age = sql`epoch_ms(asked._at) - epoch_ms(rows._moment)`
  return sql`case when ${age} <= ${numberSql(parseDuration(within))} then ${value} end`
}

/**
 * Rows of which the last visible one is the newest. Of the rows that are visible from one moment on the
 * newest counts; a row that is older than one seen before never counts again.
 */
export function newestRows(query: StreamQuery, rows = query.rows): Sql {
  if (query.isOrdered) return rows
  const newness = query.isCorrected ? sql`(_moment, -_telling)` : sql`_moment`
  const order = sql`partition by ${keyNames(query.stream)} order by _visible_at, ${newness}`
  return sql`(
    select * from ${rows}
    qualify ${newness} = max(${newness}) over (${order} rows unbounded preceding)
      and _visible_at is distinct from lead(_visible_at) over (${order}))`
}
