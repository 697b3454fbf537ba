import { sql, type RawBuilder } from 'kysely'
import { compareSql, filterSql, type SqlCondition } from '../search/compare-sql.ts'
import type { Comparison, Ordering, Searchable, SearchField } from '../search/filter.ts'
import { parseFilter } from '../search/parse-filter.ts'
import { parseOrderings } from '../search/parse-ordering.ts'
import { toExperimentNumber } from './experiment.ts'
import type { LoggedRunQuery } from './logged-run-store.ts'

const startTime = { name: 'start_time', type: 'number' } as const
const runName = { name: 'run_name', type: 'text' } as const

const searchable: Searchable = {
  entities: ['metric', 'param', 'tag', 'attribute', 'dataset'],
  attributes: {
    run_id: { name: 'run_id', type: 'text' },
    run_name: runName,
    'run name': runName,
    'Run name': runName,
    'Run Name': runName,
    status: { name: 'status', type: 'text' },
    artifact_uri: { name: 'artifact_uri', type: 'text' },
    user_id: { name: 'user_id', type: 'text' },
    start_time: startTime,
    created: startTime,
    Created: startTime,
    end_time: { name: 'end_time', type: 'number' },
  },
}

const columns: Readonly<Record<string, RawBuilder<unknown>>> = {
  run_id: sql`r.run_id`,
  run_name: sql`r.name`,
  status: sql`r.status`,
  artifact_uri: sql`(e.artifact_location || '/' || r.run_id || '/artifacts')`,
  user_id: sql`r.user_name`,
  start_time: sql`r.start_ms`,
  end_time: sql`r.end_ms`,
}

/** The ids of the runs that are wanted, one more than the limit. */
export function searchRunsSql(query: LoggedRunQuery): RawBuilder<{ run_id: string }> {
  const { limit, offset } = query
  const orderings = parseOrderings(query.orderBy, searchable)
  return sql<{ run_id: string }>`
    select r.run_id from logged_runs as r
    inner join experiments as e on e.experiment_id = r.experiment_id
    ${sql.join(orderings.map(joinSql), sql` `)}
    where ${conditionsSql(query)}
    order by ${sql.join([...orderings.flatMap(orderSql), ...naturalOrder(orderings)])}
    limit ${limit + 1} offset ${offset}`
}

export function countRunsSql(
  query: Omit<LoggedRunQuery, 'limit' | 'offset' | 'orderBy'>,
): RawBuilder<{ count: number }> {
  return sql<{ count: number }>`
    select count(*) as count from logged_runs as r
    inner join experiments as e on e.experiment_id = r.experiment_id
    where ${conditionsSql(query)}`
}

function conditionsSql({
  experimentIds,
  lifecycles,
  filter: text,
}: Pick<LoggedRunQuery, 'experimentIds' | 'lifecycles' | 'filter'>): RawBuilder<unknown> {
  const filter = parseFilter(text, searchable)
  const conditions = [
    ...(experimentIds === undefined ? [] : [experimentsSql(experimentIds)]),
    sql`r.lifecycle in (${sql.join(lifecycles.map((one) => sql`${one}`))})`,
    ...(filter === undefined ? [] : [filterSql(filter, compare)]),
  ]
  return sql.join(conditions, sql` and `)
}

function experimentsSql(ids: readonly string[]): RawBuilder<unknown> {
  const numbers = ids.map((id) => sql`${toExperimentNumber(id)}`)
  return numbers.length === 0 ? sql`1 = 0` : sql`r.experiment_id in (${sql.join(numbers)})`
}

function compare(comparison: Comparison): SqlCondition {
  const { field, operator } = comparison
  if (field.entity === 'attribute') return compareSql(columnOf(field), comparison)
  if (operator === 'IS NULL') return sql<boolean>`(not ${existsSql(field, sql`1 = 1`)})`
  if (operator === 'IS NOT NULL') return existsSql(field, sql`1 = 1`)
  return existsSql(field, compareSql(valueOf(field), comparison))
}

/** A metric that is not a number is neither equal to one nor different from it. */
function valueOf({ entity, key }: SearchField): RawBuilder<unknown> {
  if (entity === 'metric') return sql`(case when v.is_nan = 1 then null else v.value end)`
  return entity === 'dataset' ? sql.ref(`v.${key}`) : sql`v.value`
}

/** Asked by the key first, not run by run: an index holds all runs' values of it. */
function existsSql({ entity, key }: SearchField, condition: RawBuilder<unknown>): SqlCondition {
  const ofKey = entity === 'dataset' ? sql`` : sql`v.key = ${key} and`
  return sql<boolean>`(r.run_id in (select v.run_id from ${tableOf(entity)} as v where ${ofKey} ${condition}))`
}

function tableOf(entity: SearchField['entity']): RawBuilder<unknown> {
  const names = {
    metric: 'latest_metrics',
    param: 'logged_params',
    tag: 'logged_tags',
    dataset: 'logged_datasets',
    attribute: 'logged_runs',
  }
  return sql.table(names[entity])
}

function joinSql({ field }: Ordering, at: number): RawBuilder<unknown> {
  if (field.entity === 'attribute') return sql``
  const alias = sql.ref(`o${at}`)
  return sql`left join ${tableOf(field.entity)} as ${alias}
    on ${alias}.run_id = r.run_id and ${alias}.key = ${field.key}`
}

/** What has no value comes last whatever the direction, after what is not a number. */
function orderSql({ field, isAscending }: Ordering, at: number): readonly RawBuilder<unknown>[] {
  const alias = sql.ref(`o${at}`)
  const direction = sql.raw(isAscending ? 'asc' : 'desc')
  const value = field.entity === 'attribute' ? columnOf(field) : sql`${alias}.value`
  const missing = sql`when ${value} is null then 2`
  const notNumber = field.entity === 'metric' ? sql`when ${alias}.is_nan = 1 then 1` : sql``
  return [sql`case ${missing} ${notNumber} else 0 end`, sql`${value} ${direction}`]
}

function naturalOrder(orderings: readonly Ordering[]): readonly RawBuilder<unknown>[] {
  const isSaid = orderings.some(
    ({ field }) => field.entity === 'attribute' && field.key === startTime.name,
  )
  return isSaid ? [sql`r.run_id`] : [sql`r.start_ms desc`, sql`r.run_id`]
}

function columnOf({ key }: SearchField): RawBuilder<unknown> {
  return columns[key] ?? sql`null`
}
