import { parseDuration } from '../../base/index.ts'
import { ident, joinSql, sql, type Sql } from '../../table/index.ts'
import type { Aggregate, WindowAggregates } from './derivation.ts'
import type { GroupShape } from './group-shape.ts'
import { newestTellingFirst, newestTellings } from './newest-tellings.ts'

/** The keys and window ends in which rows of commits after `since` have a say. */
export function touchedWindows(
  from: GroupShape,
  relation: Sql,
  {
    every,
    window,
    since,
  }: { readonly every: number; readonly window: number; readonly since: number },
): Sql {
  const key = joinSql(from.key.map(ident), ', ')
  const ends = windowEnds(from, { every, window })
  return sql`select distinct ${key}, make_timestamp(unnest(${ends}) * 1000) as _end
    from ${relation} where _commit > ${since}`
}

/**
 * The numbers of some windows. What was told of a row counts as it was told last; a row that is no more
 * counts for nothing but for when that was known.
 */
export function windowNumbers(
  from: GroupShape,
  relation: Sql,
  how: WindowAggregates,
  { windows, length }: { readonly windows: string; readonly length: number },
): Sql {
  const key = joinSql(from.key.map(ident), ', ')
  const time = ident(from.time)
  const identity = joinSql([...from.key, from.time].map(ident), ', ')
  const ends = windowEnds(from, { every: parseDuration(how.every), window: length })
  const numbers = Object.entries(how.aggregates).map(
    ([name, aggregate]) => sql`${aggregateSql(aggregate, time)} as ${ident(name)}`,
  )
  const bounds = sql`(select min(_end) - to_milliseconds(${length}) from ${ident(windows)})`
  return sql`
    select ${key}, _end as "at", ${joinSql(numbers, ', ')}, max(_known_at) as _known_at
    from (
      select *, make_timestamp(unnest(${ends}) * 1000) as _end from (
        select * from ${relation}
        where ${time} > ${bounds} and ${time} <= (select max(_end) from ${ident(windows)})
        qualify row_number() over (partition by ${identity} order by ${newestTellingFirst}) = 1
      )
    ) semi join ${ident(windows)} using (${key}, _end)
    group by ${key}, _end having count(*) filter (not _deleted) > 0`
}

/** The milliseconds of all window ends that a row lies before, by less than the window. */
function windowEnds(
  { time }: GroupShape,
  { every, window }: { readonly every: number; readonly window: number },
): Sql {
  const first = sql`(ceil(epoch_ms(${ident(time)}) / ${every}::double)::bigint * ${every}::bigint)`
  return sql`range(${first}, ${first} + ${window}::bigint, ${every}::bigint)`
}

/** Sums go in the order of time: in another order their last digits differ. */
function aggregateSql([own, of]: Aggregate, time: Sql): Sql {
  if (of === undefined) return sql`count(*) filter (not _deleted)`
  const column = ident(of)
  switch (own) {
    case 'count':
      return sql`count(${column}) filter (not _deleted)`
    case 'sum':
      return sql`sum(${column} order by ${time}) filter (not _deleted)::double`
    case 'mean':
      return sql`avg(${column} order by ${time}) filter (not _deleted)`
    case 'deviation':
      return sql`stddev_samp(${column} order by ${time}) filter (not _deleted)`
    case 'min':
      return sql`min(${column}) filter (not _deleted)::double`
    case 'max':
      return sql`max(${column}) filter (not _deleted)::double`
  }
}

/** A query over groups that are its tables by name, each with what is true of its rows. */
export function overGroups(
  query: Sql,
  tables: readonly { readonly group: GroupShape; readonly relation: Sql; readonly where: Sql }[],
): Sql {
  const parts = tables.map(
    ({ group, relation, where }) =>
      sql`${ident(group.name)} as (select * exclude (_deleted, _commit, _delivery)
        from ${newestTellings(relation, group)} where ${where})`,
  )
  return sql`(with ${joinSql(parts, ', ')} select * from (${query}))`
}
