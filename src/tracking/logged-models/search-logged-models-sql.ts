import { sql, type RawBuilder } from 'kysely'
import { toExperimentNumber } from '../experiments/experiment.ts'
import { compareSql, filterSql, type SqlCondition } from '../search/compare-sql.ts'
import type { Comparison, Ordering, Searchable, SearchField } from '../search/filter.ts'
import { parseFilter } from '../search/parse-filter.ts'
import { parseOrderings } from '../search/parse-ordering.ts'
import type { LoggedModelQuery } from './logged-model-store.ts'

const createdMs = { name: 'created_ms', type: 'number' } as const
const updatedMs = { name: 'updated_ms', type: 'number' } as const

const searchable: Searchable = {
  entities: ['metric', 'param', 'tag', 'attribute'],
  attributes: {
    name: { name: 'name', type: 'text' },
    model_id: { name: 'model_id', type: 'text' },
    model_type: { name: 'model_type', type: 'text' },
    status: { name: 'status', type: 'text' },
    source_run_id: { name: 'source_run_id', type: 'text' },
    creation_timestamp: createdMs,
    creation_time: createdMs,
    last_updated_timestamp: updatedMs,
    last_updated_time: updatedMs,
  },
}

const tables = {
  param: 'logged_model_params',
  tag: 'logged_model_tags',
  metric: 'logged_model_metrics',
} as const

/** The ids of the models that are wanted, one more than the limit. */
export function searchLoggedModelsSql(query: LoggedModelQuery): RawBuilder<{ model_id: string }> {
  const { experimentIds, limit, offset } = query
  const filter = parseFilter(query.filter, searchable)
  const orders = query.orderBy.map(
    ({ fieldName, isAscending }) => `${fieldName} ${isAscending ? 'ASC' : 'DESC'}`,
  )
  const orderings = parseOrderings(orders, searchable)
  const numbers = experimentIds.map((id) => sql`${toExperimentNumber(id)}`)
  const conditions = [
    sql`m.is_deleted = 0`,
    numbers.length === 0 ? sql`1 = 0` : sql`m.experiment_id in (${sql.join(numbers)})`,
    ...(filter === undefined ? [] : [filterSql(filter, (one) => compare(one, query))]),
  ]
  return sql<{ model_id: string }>`
    select m.model_id from logged_models as m
    where ${sql.join(conditions, sql` and `)}
    order by ${sql.join([...orderings.map((one) => orderSql(one, query)), sql`m.created_ms desc, m.model_id`])}
    limit ${limit + 1} offset ${offset}`
}

function compare(comparison: Comparison, query: LoggedModelQuery): SqlCondition {
  const { field, operator } = comparison
  if (field.entity === 'attribute') return compareSql(sql.ref(`m.${field.key}`), comparison)
  if (operator === 'IS NULL') return sql<boolean>`(not ${existsSql(field, query, sql`1 = 1`)})`
  if (operator === 'IS NOT NULL') return existsSql(field, query, sql`1 = 1`)
  return existsSql(field, query, compareSql(valueOf(field), comparison))
}

function existsSql(
  field: SearchField,
  query: LoggedModelQuery,
  condition: RawBuilder<unknown>,
): SqlCondition {
  return sql<boolean>`exists (select 1 from ${rowsOf(field, query)} and ${condition})`
}

function rowsOf({ entity, key }: SearchField, { datasets }: LoggedModelQuery) {
  const table = sql.table(entity === 'metric' ? tables.metric : tables[entity as 'param' | 'tag'])
  const all = sql`${table} as v where v.model_id = m.model_id and v.key = ${key}`
  if (entity !== 'metric' || datasets.length === 0) return all
  const wanted = datasets.map(({ name, digest }) =>
    digest === undefined
      ? sql`v.dataset_name = ${name}`
      : sql`(v.dataset_name = ${name} and v.dataset_digest = ${digest})`,
  )
  return sql`${all} and (${sql.join(wanted, sql` or `)})`
}

function valueOf({ entity }: SearchField): RawBuilder<unknown> {
  return entity === 'metric'
    ? sql`(case when v.is_nan = 1 then null else v.value end)`
    : sql`v.value`
}

/** What has no value comes last whatever the direction. */
function orderSql({ field, isAscending }: Ordering, query: LoggedModelQuery): RawBuilder<unknown> {
  const direction = sql.raw(isAscending ? 'asc' : 'desc')
  const value =
    field.entity === 'attribute'
      ? sql.ref(`m.${field.key}`)
      : sql`(select ${valueOf(field)} from ${rowsOf(field, query)} order by v.at_ms desc limit 1)`
  return sql`${value} ${direction} nulls last`
}
