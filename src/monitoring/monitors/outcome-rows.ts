import { ident, joinSql, sql, type Sql } from '../../table/index.ts'
import { sameKey, sameMomentMs } from '../how-we-did.ts'
import { observedRows } from '../observed-rows.ts'
import { timeColumn } from './cut-windows.ts'
import { weightColumn } from './journaled-table.ts'
import type { MeasureDeps } from './measure-deps.ts'
import { givenFeatures, inputName, type WatchedModel } from './prediction-rows.ts'

/**
 * Predictions for moments from `sinceMs` on and before `untilMs`, in the order of those, each beside what came true
 * within three hours of its moment (a forecast: at it), if that is known. Of several that were made at one state of knowledge for one
 * observation the nearest counts. Who knew what came true before it was said has said nothing.
 */
export async function outcomeQuery(
  deps: MeasureDeps,
  { model }: WatchedModel,
  relation: Sql,
  range: { readonly sinceMs: number | undefined; readonly untilMs: number; readonly rows?: number },
): Promise<Sql> {
  const { group } = model.view.label
  const observed = await observedRows(deps, model)
  const { sinceMs, untilMs, rows } = range
  const time = sql`epoch_ms(said."at")`
  const key = (table: string) =>
    joinSql(
      group.key.map((name) => sql`${ident(table)}.${ident(name)}`),
      ', ',
    )
  const inputs = Object.keys(model.view.features).map(
    (name) => sql`given.${ident(name)} as ${ident(inputName(name))}`,
  )
  const from = sinceMs === undefined ? sql`` : sql`and ${time} >= ${sinceMs}`
  const newest =
    rows === undefined
      ? sql``
      : sql`where truth is not null order by "at" desc, "predictionId" limit ${rows}`
  return sql`
    with observed as (${observed}),
    pairs as (
      select said.*, observed."at" as seen_at, observed.value as truth,
        observed.first_known_at, observed.value_count
      from (select * from ${relation} as said where ${time} < ${untilMs} ${from}) as said
      asof left join observed
        on ${sameKey(group, 'said', 'observed')} and said."at" <= observed."at"
    ),
    paired as (
      select * replace (
        case when date_diff('millisecond', "at", seen_at) < ${sameMomentMs(model)}
          and (origin = 'online' or "knownBy" <= seen_at or "knownBy" < first_known_at)
          then truth end as truth)
      from pairs
    ),
    told as (
      select * from paired
      qualify origin = 'online' or truth is null or row_number() over (
        partition by ${key('paired')}, seen_at, "knownBy"
        order by "at" desc, origin, "madeAt", version desc) = 1
    )
    select epoch_ms("at")::double as ${ident(timeColumn)}, predicted, truth,
      version::double as version, (origin <> 'online' and "knownBy" <= seen_at)::integer::double as ahead,
      date_diff('millisecond', "knownBy", seen_at)::double as "leadMs",
      greatest(0, date_diff('millisecond', "at", first_known_at))::double as "delayMs",
      value_count::double as "valueCount", ${toldAhead(model)} ${ident(weightColumn)},
      ${joinSql([...group.key.map(ident), ...inputs], ', ')}
    from (select *, ${givenFeatures(model.view)} as given from told ${newest})
    order by ${ident(timeColumn)}`
}

/** Of a forecast, how many steps it looks ahead, and where the value was to lie. */
function toldAhead(model: WatchedModel['model']): Sql {
  if (model.kind !== 'forecast') return sql``
  return sql`
      try_cast(features->>'ahead' as double) as "stepsAhead",
      try_cast(reply->>'low' as double) as low, try_cast(reply->>'high' as double) as high,`
}
