import { ident, joinSql, sql, type Sql, type TableEngine } from '../../table/index.ts'
import type { Tellings } from './commit.ts'
import type { GroupShape } from './group-shape.ts'
import { keyOrder } from './key-order.ts'

/** What the rows of a commit tell, without the commits that they were compared with. */
export type FoundTellings = Omit<Tellings, 'comparedThrough'>

/**
 * What a query need not take care of, of rows that stand in the order of their key, time and known time. Two keys
 * that the order takes for one seem to be told more often than they were: a query then takes care in vain.
 */
export async function measureTellings(
  engine: TableEngine,
  group: GroupShape,
  rows: Sql,
): Promise<FoundTellings> {
  const keys = keyOrder(group).map((key, at) => ({ key, own: ident(`_key_${at}`) }))
  const before = keys.map(({ own }, at) => ({ own, last: ident(`_key_before_${at}`) }))
  const isNext = joinSql(
    before.map(({ own, last }) => sql`${own} = ${last}`),
    ' and ',
  )
  // Windows without an order go through the rows as they stand, once.
  const [found] = await engine.rows(sql`
    select
      count(*) filter (where ${isNext} and _true_at = _before)::double as repeated_count,
      count(*) filter (
        where ${isNext} and _true_at = _before and _known_at = _known_before)::double as ambiguous_count,
      coalesce(bool_and(_known_at > _known_before) filter (where ${isNext}), true) as is_in_order,
      max(epoch_ms(_known_at) - epoch_ms(_true_at)) as known_after,
      epoch_ms(min(_known_at)) as known_from, epoch_ms(max(_known_at)) as known_until
    from (
      select *, lag(_true_at) over () as _before, lag(_known_at) over () as _known_before,
        ${joinSql(
          before.map(({ own, last }) => sql`lag(${own}) over () as ${last}`),
          ', ',
        )}
      from (
        select ${ident(group.time)} as _true_at, _known_at,
          ${joinSql(
            keys.map(({ key, own }) => sql`${key} as ${own}`),
            ', ',
          )}
        from ${rows}))`)
  return {
    repeatedCount: Number(found?.['repeated_count'] ?? 0),
    ambiguousCount: Number(found?.['ambiguous_count'] ?? 0),
    knownAfterMs: Number(found?.['known_after'] ?? 0),
    isInOrder: found?.['is_in_order'] === true,
    knownFromMs: Number(found?.['known_from'] ?? 0),
    knownUntilMs: Number(found?.['known_until'] ?? 0),
  }
}
