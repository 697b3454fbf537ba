import { sql, type RawBuilder } from 'kysely'
import type { DatabaseSession } from '../../storage/index.ts'
import {
  compareSql,
  filterSql,
  parseFilter,
  parseOrderings,
  toPage,
  type Comparison,
  type Page,
  type PageQuery,
  type Searchable,
  type SqlCondition,
} from '../../tracking/index.ts'

/** The tag of MLflow's prompts: clients leave them out by a filter that what has no such tag must pass. */
const promptTag = 'mlflow.prompt.is_prompt'

const models: Searchable = {
  entities: ['attribute', 'tag'],
  attributes: {
    name: { name: 'model', type: 'text' },
    creation_timestamp: { name: 'created_at', type: 'text' },
    last_updated_timestamp: { name: 'updated_at', type: 'text' },
    timestamp: { name: 'updated_at', type: 'text' },
  },
}

/** The names of the registered models that are wanted, in MLflow's grammar and ours. */
export async function searchModels(
  { queries }: DatabaseSession,
  query: PageQuery,
): Promise<Page<string>> {
  const tagOf = (key: string) =>
    sql`(select t.value from model_tags as t where t.model = m.model and t.key = ${key})`
  const { where, orders } = readQuery(query, models, tagOf)
  const { rows } = await sql<{ model: string }>`
    select m.model from registered_models as m
    where m.is_deleted = 0 and ${where}
    order by ${sql.join([...orders, sql`m.model`])}
    limit ${query.limit + 1} offset ${query.offset}`.execute(queries)
  const { items, ...rest } = toPage(rows, query)
  return { items: items.map(({ model }) => model), ...rest }
}

const versions: Searchable = {
  entities: ['attribute', 'tag'],
  attributes: {
    name: { name: 'model', type: 'text' },
    run_id: { name: 'run_id', type: 'text' },
    source_path: { name: 'source', type: 'text' },
    version_number: { name: 'version', type: 'number' },
    version: { name: 'version', type: 'number' },
    creation_timestamp: { name: 'created_at', type: 'text' },
    last_updated_timestamp: { name: 'updated_at', type: 'text' },
  },
}

export interface VersionAddress {
  readonly model: string
  readonly version: number
}

/** The versions that are wanted, of all models, the last touched first. */
export async function searchVersions(
  { queries }: DatabaseSession,
  query: PageQuery,
): Promise<Page<VersionAddress>> {
  const tagOf = (key: string) =>
    sql`(select t.value from version_tags as t
      where t.model = m.model and t.version = m.version and t.key = ${key})`
  const { where, orders } = readQuery(query, versions, tagOf)
  const { rows } = await sql<VersionAddress>`
    select m.model, m.version from (
      select n.model, n.version, n.updated_at, n.source, n.is_deleted, v.run_id, v.created_at
      from version_notes as n
      inner join model_versions as v on v.model = n.model and v.version = n.version
    ) as m
    where m.is_deleted = 0 and ${where}
    order by ${sql.join([...orders, sql`m.updated_at desc, m.model, m.version desc`])}
    limit ${query.limit + 1} offset ${query.offset}`.execute(queries)
  return toPage(rows, query)
}

function readQuery(
  query: PageQuery,
  searchable: Searchable,
  tagOf: (key: string) => RawBuilder<unknown>,
) {
  const filter = parseFilter(query.filter, searchable)
  const compare = ({ field, operator, ...rest }: Comparison): SqlCondition => {
    const column = field.entity === 'tag' ? tagOf(field.key) : sql.ref(`m.${field.key}`)
    if (operator === 'IS NULL') return sql<boolean>`(${column} is null)`
    if (operator === 'IS NOT NULL') return sql<boolean>`(${column} is not null)`
    const condition = compareSql(column, { operator, ...rest })
    return field.key === promptTag && operator === '!='
      ? sql<boolean>`(${column} is null or ${condition})`
      : condition
  }
  const orders = parseOrderings(query.orderBy, searchable).map(({ field, isAscending }) => {
    const column = field.entity === 'tag' ? tagOf(field.key) : sql.ref(`m.${field.key}`)
    return sql`${column} ${sql.raw(isAscending ? 'asc' : 'desc')} nulls last`
  })
  return { where: filter === undefined ? sql`1 = 1` : filterSql(filter, compare), orders }
}
