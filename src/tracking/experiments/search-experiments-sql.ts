import { sql, type RawBuilder } from 'kysely'
import type { ExperimentsTable } from '../../storage/index.ts'
import { compareSql, filterSql, type SqlCondition } from '../search/compare-sql.ts'
import type { Comparison, Searchable } from '../search/filter.ts'
import { parseFilter } from '../search/parse-filter.ts'
import { parseOrderings } from '../search/parse-ordering.ts'
import type { ExperimentQuery } from './experiment-store.ts'

const searchable: Searchable = {
  entities: ['attribute', 'tag'],
  attributes: {
    name: { name: 'name', type: 'text' },
    creation_time: { name: 'created_ms', type: 'number' },
    last_update_time: { name: 'updated_ms', type: 'number' },
    experiment_id: { name: 'experiment_id', type: 'number' },
  },
}

/** Asks for one more than the limit. */
export function searchExperimentsSql(query: ExperimentQuery): RawBuilder<ExperimentsTable> {
  const { lifecycles, limit, offset } = query
  const filter = parseFilter(query.filter, searchable)
  const orders = parseOrderings(query.orderBy, searchable).map(({ field, isAscending }) => {
    const column = field.entity === 'tag' ? tagSql(field.key) : columnSql(field.key)
    return sql`${column} ${sql.raw(isAscending ? 'asc' : 'desc')} nulls last`
  })
  const conditions = [
    sql`e.lifecycle in (${sql.join(lifecycles.map((one) => sql`${one}`))})`,
    ...(filter === undefined ? [] : [filterSql(filter, compare)]),
  ]
  const ordering = orders.length === 0 ? [sql`e.created_ms desc`] : orders
  return sql<ExperimentsTable>`
    select e.* from experiments as e
    where ${sql.join(conditions, sql` and `)}
    order by ${sql.join([...ordering, sql`e.experiment_id desc`])}
    limit ${limit + 1} offset ${offset}`
}

function compare(comparison: Comparison): SqlCondition {
  const { field, operator } = comparison
  if (field.entity === 'attribute') return compareSql(columnSql(field.key), comparison)
  const value = tagSql(field.key)
  if (operator === 'IS NULL') return sql<boolean>`(${value} is null)`
  return operator === 'IS NOT NULL'
    ? sql<boolean>`(${value} is not null)`
    : compareSql(value, comparison)
}

function columnSql(name: string): RawBuilder<unknown> {
  return sql.ref(`e.${name}`)
}

function tagSql(key: string): RawBuilder<unknown> {
  return sql`(select t.value from experiment_tags as t where t.experiment_id = e.experiment_id and t.key = ${key})`
}
