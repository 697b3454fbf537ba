import { parseDuration } from '../../base/index.ts'
import { ident, joinSql, sql, type Sql } from '../../table/index.ts'
import type { LatestFeature } from './feature.ts'
import type { QueryPart } from './query-part.ts'
import { storedName } from './stored-features.ts'
import { keyNames, sameKey, type StreamQuery } from './stream-sql.ts'
import { numberSql } from './window-sql.ts'

/** The newest row alone, of a stream in which no telling takes a row away. */
export function latestPart(query: StreamQuery, features: readonly LatestFeature[]): QueryPart {
  const { stream, asked } = query
  const values = valuesOf(query, features, fromRows)
  return {
    name: `latest_${stream.name}`,
    columns: [...values.keys()],
    query: sql`
      select asked._row${named(values)}
      from ${asked} as asked asof join ${newestRows(query)} as rows
      on ${sameKey(stream)} and asked._at >= rows._visible_at`,
  }
}

/** What a window part gathers of its newest row, by name, so that `latestBesideWindow` can do without a sort. */
export function newestInWindow(
  { deliveryColumn }: StreamQuery,
  features: readonly LatestFeature[],
): Record<string, Sql> {
  const columns = new Set(features.map(({ column }) => column))
  if (deliveryColumn !== undefined) columns.add('_delivery')
  const newest = [...columns].map(
    (column) => [newestName(column), sql`arg_max_null(${ident(column)}, _moment)`] as const,
  )
  return Object.fromEntries([...newest, [newestName('_moment'), sql`max(_moment)`]])
}

/**
 * The newest row alone, where rows come late, but never later than the length of a window that is asked
 * for anyway: it is the newest of the window, or else, of the rows before it, the last. Those all count.
 */
export function latestBesideWindow(
  query: StreamQuery,
  features: readonly LatestFeature[],
  window: { readonly name: string; readonly lengthMs: number },
): QueryPart {
  const { stream, asked, rows } = query
  const read = (column: string) => sql`
    case when found.${ident(newestName('_moment'))} is null
      then rows.${ident(column)} else found.${ident(newestName(column))} end`
  const values = valuesOf(query, features, read)
  const back = sql`to_milliseconds(${numberSql(window.lengthMs + (stream.before ? 1 : 0))})`
  return {
    name: `latest_${stream.name}`,
    columns: [...values.keys()],
    query: sql`
      select asked._row${named(values)}
      from ${asked} as asked asof left join ${rows} as rows
      on ${sameKey(stream)} and asked._at - ${back} >= rows._moment
      left join ${ident(window.name)} as found on asked._row = found._row`,
  }
}

function newestName(column: string): string {
  return `newest ${column}`
}

type Read = (column: string) => Sql

/** The values of features, and of the delivery where that is asked for, by name. */
function valuesOf(
  { deliveryColumn }: StreamQuery,
  features: readonly LatestFeature[],
  read: Read,
): Map<string, Sql> {
  const values = new Map(features.map((own) => [storedName(own), valueOf(own, read)]))
  if (deliveryColumn !== undefined) values.set(deliveryColumn, read('_delivery'))
  return values
}

function named(values: ReadonlyMap<string, Sql>): Sql {
  return joinSql(
    [...values].map(([name, value]) => sql`, ${value} as ${ident(name)}`),
    '',
  )
}

function valueOf({ column, within }: LatestFeature, read: Read): Sql {
  const value = read(column)
  if (within === undefined) return value
  const age = sql`epoch_ms(asked._at) - epoch_ms(${read('_moment')})`
  return sql`case when ${age} <= ${numberSql(parseDuration(within))} then ${value} end`
}

function fromRows(column: string): Sql {
  return sql`rows.${ident(column)}`
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
