import { sql, type RawBuilder } from 'kysely'
import type { Queries } from '../../storage/index.ts'
import { compareSql, filterSql, type SqlCondition } from '../search/compare-sql.ts'
import type { Comparison, Filter, Ordering, Searchable, SearchField } from '../search/filter.ts'
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

/** How many values fit a comparison that is asked run by run. */
const usualCommonCount = 1000

/**
 * The ids of the runs that are wanted, one more than the limit. What fits few values is looked up by value. What fits
 * many is asked run by run in the order that is wanted, which ends once there are enough.
 */
export async function searchRuns(
  queries: Queries,
  query: LoggedRunQuery,
  commonCount = usualCommonCount,
): Promise<readonly string[]> {
  const { limit, offset } = query
  const orderings = parseOrderings(query.orderBy, searchable)
  const filter = parseFilter(query.filter, searchable)
  const common = await findCommon(queries, filter, commonCount)
  const { rows } = await sql<{ run_id: string }>`
    select r.run_id from logged_runs as r
    inner join experiments as e on e.experiment_id = r.experiment_id
    ${sql.join(orderings.map(joinSql), sql` `)}
    where ${conditionsSql(query, filter, common)}
    order by ${sql.join([...orderings.flatMap(orderSql), ...naturalOrder(orderings)])}
    limit ${limit + 1} offset ${offset}`.execute(queries)
  return rows.map((row) => row.run_id)
}

export async function countRuns(
  queries: Queries,
  query: Omit<LoggedRunQuery, 'limit' | 'offset' | 'orderBy'>,
): Promise<number> {
  const filter = parseFilter(query.filter, searchable)
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from logged_runs as r
    inner join experiments as e on e.experiment_id = r.experiment_id
    where ${conditionsSql(query, filter, new Set())}`.execute(queries)
  return rows[0]?.count ?? 0
}

async function findCommon(
  queries: Queries,
  filter: Filter | undefined,
  commonCount: number,
): Promise<ReadonlySet<Comparison>> {
  const common = new Set<Comparison>()
  for (const comparison of comparisonsOf(filter)) {
    if (comparison.field.entity === 'attribute') continue
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from
        (select 1 from ${fittingSql(comparison)} limit ${commonCount}) as some`.execute(queries)
    if ((rows[0]?.count ?? 0) >= commonCount) common.add(comparison)
  }
  return common
}

function comparisonsOf(filter: Filter | undefined): readonly Comparison[] {
  if (filter === undefined) return []
  if (filter.kind === 'comparison') return [filter]
  if (filter.kind === 'not') return comparisonsOf(filter.part)
  return filter.parts.flatMap(comparisonsOf)
}

function conditionsSql(
  { experimentIds, lifecycles }: Pick<LoggedRunQuery, 'experimentIds' | 'lifecycles'>,
  filter: Filter | undefined,
  common: ReadonlySet<Comparison>,
): RawBuilder<unknown> {
  const conditions = [
    ...(experimentIds === undefined ? [] : [experimentsSql(experimentIds)]),
    sql`r.lifecycle in (${sql.join(lifecycles.map((one) => sql`${one}`))})`,
    ...(filter === undefined ? [] : [filterSql(filter, (one) => compare(one, common.has(one)))]),
  ]
  return sql.join(conditions, sql` and `)
}

function experimentsSql(ids: readonly string[]): RawBuilder<unknown> {
  const numbers = ids.map((id) => sql`${toExperimentNumber(id)}`)
  return numbers.length === 0 ? sql`1 = 0` : sql`r.experiment_id in (${sql.join(numbers)})`
}

function compare(comparison: Comparison, isCommon: boolean): SqlCondition {
  const { field, operator } = comparison
  if (field.entity === 'attribute') return compareSql(columnOf(field), comparison)
  const fitting = fittingSql(comparison)
  const fits = isCommon
    ? sql<boolean>`exists (select 1 from ${fitting} and v.run_id = r.run_id)`
    : sql<boolean>`r.run_id in (select v.run_id from ${fitting})`
  return operator === 'IS NULL' ? sql<boolean>`(not ${fits})` : sql<boolean>`(${fits})`
}

/** The values that fit: by their key first, as an index holds all runs' values of it. */
function fittingSql(comparison: Comparison): RawBuilder<unknown> {
  const { field, operator } = comparison
  const { entity, key } = field
  const from = sql`${tableOf(entity)} as v where`
  const isThere = operator === 'IS NULL' || operator === 'IS NOT NULL'
  const compared = isThere ? sql`1 = 1` : compareSql(valueOf(field), comparison)
  if (entity === 'dataset') return sql`${from} ${compared}`
  // A metric that is not a number is neither equal to one nor different from it.
  const isNumber = entity === 'metric' && !isThere ? sql`v.is_nan = 0 and` : sql``
  return sql`${from} v.key = ${key} and ${isNumber} ${compared}`
}

function valueOf({ entity, key }: SearchField): RawBuilder<unknown> {
  return entity === 'dataset' ? sql.ref(`v.${key}`) : sql`v.value`
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
