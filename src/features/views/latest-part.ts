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
  const key = keyNames(query.stream)
  const newness = query.isCorrected ? sql`(_moment, -_telling)` : sql`_moment`
  return sql`(
    select * from (
      select *, ${newness} as _newness from ${rows}
      qualify row_number() over (partition by ${key}, _visible_at order by ${newness} desc) = 1
    )
    qualify _newness = max(_newness) over (
      partition by ${key} order by _visible_at rows unbounded preceding))`
}
