import { parseDuration, type Duration } from '../../base/index.ts'
import { joinSql, sql, type Sql } from '../../table/index.ts'
import type { WindowFeature } from './feature.ts'
import type { QueryPart } from './query-part.ts'
import { storedName } from './stored-features.ts'
import { sameKey, type StreamQuery } from './stream-sql.ts'
import { numberSql, valuesSql } from './window-sql.ts'

/** The rows of the last so long; `extra` is gathered of them beside the features. */
export function windowPart(
  query: StreamQuery,
  length: Duration,
  features: readonly WindowFeature[],
  extra: Readonly<Record<string, Sql>> = {},
): QueryPart {
  const { stream, asked } = query
  const lengthMs = numberSql(parseDuration(length))
  const shift = stream.before ? sql` + 1` : sql``
  const conditions = [
    sql`epoch_ms(rows._moment)${shift} <= epoch_ms(asked._at)`,
    sql`epoch_ms(rows._moment)${shift} > epoch_ms(asked._at) - ${lengthMs}`,
    ...(query.isOnTime ? [] : [sql`rows._visible_at <= asked._at`]),
  ]
  // Cutting time into pieces as long as the window makes the range join a hash join: what is within
  // the window lies in the moment's own piece or in the one before.
  const piece = sql`epoch_ms(_at) // ${lengthMs}`
  const found = sql`
    select rows.*, asked._row, asked._at
    from (select *, unnest([${piece}, ${piece} - 1]) as _piece from ${asked}) as asked
    join (select *, (epoch_ms(_moment)${shift}) // ${lengthMs} as _piece from ${query.rows}) as rows
    on ${sameKey(stream)} and asked._piece = rows._piece and ${joinSql(conditions, ' and ')}`
  // A row that was told several times counts once, as it was known last.
  const newest = query.isCorrected
    ? sql`qualify row_number() over (partition by asked._row, rows._moment order by rows._telling) = 1`
    : sql``
  const alive = query.mayBeDead ? sql`where not _dead` : sql``
  return {
    name: windowName(query, length),
    columns: features.map(storedName),
    query: valuesSql(features, sql`(from (${found} ${newest}) ${alive})`, extra),
  }
}

export function windowName({ stream }: StreamQuery, length: Duration): string {
  return `window_${length}_${stream.name}`
}
