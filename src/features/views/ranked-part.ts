import { ident, joinSql, sql, type Sql } from '../../table/index.ts'
import { newestRows } from './latest-part.ts'
import type { QueryPart } from './query-part.ts'
import { rowsNeeded, storedName, type StoredFeature } from './stored-features.ts'
import { keyNames, sameKey, type StreamQuery } from './stream-sql.ts'
import { numberSql, valuesSql } from './window-sql.ts'

/**
 * The newest so many rows. Rows are counted by key in the order of time, leaving out those that need not
 * be there once a later one is: rows that came to count after a later one, and rows that a telling takes
 * away. The last so many of the count, and what lies between, hold the newest so many in any case.
 */
export function rankedParts(query: StreamQuery, features: readonly StoredFeature[]): QueryPart[] {
  const { stream, deliveryColumn } = query
  const counted = ident(`counted_${stream.name}`)
  const needed = numberSql(Math.max(...features.map((own) => rowsNeeded(own) ?? 1)))
  const delivery =
    deliveryColumn === undefined
      ? {}
      : { [deliveryColumn]: sql`any_value(_delivery) filter (where _place = 1)` }
  const values = valuesSql(features, sql`(${newestOf(query, counted, needed)})`, delivery)
  return [
    { name: `counted_${stream.name}`, columns: [], query: countedRows(query) },
    {
      name: `newest_${stream.name}`,
      columns: [...features.map(storedName), ...Object.keys(delivery)],
      query: values,
    },
  ]
}

/** All rows with `_count`: how many there are up to them that are sure to be there. */
function countedRows(query: StreamQuery): Sql {
  const key = keyNames(query.stream)
  if (query.isOrdered) {
    return sql`
      select *, row_number() over (partition by ${key} order by _moment) as _count from ${query.rows}`
  }
  const overtaken = sql`_moment < max(_moment) over (partition by ${key} order by _visible_at)`
  const unsure = query.mayBeDead ? sql`(_dead or ${overtaken})` : sql`(${overtaken})`
  if (!query.isCorrected) {
    return sql`
      select *, sum((not _is_unsure)::integer) over (partition by ${key} order by _moment)::bigint as _count
      from (select *, ${unsure} as _is_unsure from ${query.rows})`
  }
  return sql`
    select * exclude (_is_sure), sum(_is_sure::integer) over (partition by ${key} order by _moment)::bigint as _count
    from (
      select * exclude (_is_unsure), not bool_or(_is_unsure) over (partition by ${key}, _moment)
        and row_number() over (partition by ${key}, _moment order by _visible_at) = 1 as _is_sure
      from (select *, ${unsure} as _is_unsure from ${query.rows}))`
}

/** The newest rows of each `_row` with their `_place`. */
function newestOf(query: StreamQuery, counted: Sql, needed: Sql): Sql {
  const { stream, asked } = query
  const key = joinSql(
    stream.group.key.map((name) => sql`asked.${ident(name)}`),
    ', ',
  )
  const reached = sql`(
    select asked._row, asked._at, ${key},
      unnest(range(greatest(rows._count - ${needed} + 1, 0), rows._count + 1)) as _count
    from ${asked} as asked asof join ${newestRows(query, counted)} as rows
    on ${sameKey(stream)} and asked._at >= rows._visible_at)`
  const found = sql`
    from ${reached} as asked join ${counted} as rows
    on ${sameKey(stream)} and asked._count = rows._count and asked._at >= rows._visible_at`
  const place = sql`row_number() over (partition by _row order by _moment desc)`
  if (query.isOrdered) {
    return sql`select rows.*, asked._row, asked._at,
      ${place} as _place ${found} qualify _place <= ${needed}`
  }
  const newest = query.isCorrected
    ? sql`qualify row_number() over (partition by asked._row, rows._moment order by rows._telling) = 1`
    : sql``
  const alive = query.mayBeDead ? sql`where not _dead` : sql``
  return sql`
    select *, ${place} as _place
    from (select rows.*, asked._row, asked._at ${found} ${newest}) ${alive}
    qualify _place <= ${needed}`
}
