import { ident, joinSql, sql, type Sql, type TableEngine } from '../../table/index.ts'
import type { Tellings } from './commit.ts'
import type { GroupShape } from './group-shape.ts'

/**
 * What a query need not take care of, of rows that stand in the order of their key, time and known time.
 */
export async function measureTellings(
  engine: TableEngine,
  { key, time: time_ }: GroupShape,
  rows: Sql,
): Promise<Omit<Tellings, 'comparedThrough'>> {
  const [row, time] = [joinSql(key.map(ident), ', '), ident(time_)]
  // Windows without an order go through the rows as they stand, once.
  const [found] = await engine.rows(sql`
    select
      count(*) filter (where _is_next and _true_at = _before)::double as repeated_count,
      count(*) filter (
        where _is_next and _true_at = _before and _known_at = _known_before)::double as ambiguous_count,
      coalesce(bool_and(_known_at > _known_before) filter (where _is_next), true) as is_in_order,
      max(epoch_ms(_known_at) - epoch_ms(_true_at)) as known_after,
      epoch_ms(min(_known_at)) as known_from, epoch_ms(max(_known_at)) as known_until
    from (
      select ${time} as _true_at, _known_at, row(${row}) = lag(row(${row})) over () as _is_next,
        lag(${time}) over () as _before, lag(_known_at) over () as _known_before
      from ${rows})`)
  return {
    repeatedCount: Number(found?.['repeated_count'] ?? 0),
    ambiguousCount: Number(found?.['ambiguous_count'] ?? 0),
    knownAfterMs: Number(found?.['known_after'] ?? 0),
    isInOrder: found?.['is_in_order'] === true,
    knownFromMs: Number(found?.['known_from'] ?? 0),
    knownUntilMs: Number(found?.['known_until'] ?? 0),
  }
}
