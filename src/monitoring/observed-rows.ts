import { groupRelation, type ViewDeps } from '../features/index.ts'
import { outcomesGroup, type ServedModel } from '../serving/index.ts'
import { ident, joinSql, sql, type Sql } from '../table/index.ts'

/**
 * What came true of a model's labels, by key and moment: from the group of its labels, and as it was told. Beside it
 * when it was told first, and how many different values were told.
 */
export async function observedRows(deps: ViewDeps, model: ServedModel): Promise<Sql> {
  const { group, column } = model.view.label
  const labels = await groupRelation(deps, group)
  const outcomes = await groupRelation(deps, outcomesGroup(model))
  const key = joinSql(group.key.map(ident), ', ')
  return sql`
    select ${key}, "at", value, min(_known_at) over same_thing as first_known_at,
      len(list_distinct(list(value) over same_thing)) as value_count
    from (
      select ${key}, ${ident(group.time)} as "at", try_cast(${ident(column)} as double) as value, _known_at, _delivery
      from ${labels.relation} where ${ident(column)} is not null
      union all
      select ${key}, "at", observed as value, _known_at, _delivery from ${outcomes.relation}
    )
    window same_thing as (partition by ${key}, "at")
    qualify row_number() over (partition by ${key}, "at" order by _known_at desc, _delivery desc) = 1`
}
