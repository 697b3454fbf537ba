import { ident, sql, type Column, type Sql } from '../../table/index.ts'
import type { Feature } from '../views/feature.ts'
import { requestColumn } from '../views/request.ts'
import { storedName } from '../views/stored-features.ts'

/** The engine's types of a query's columns, by name. */
export type EngineTypes = ReadonlyMap<string, string>

/**
 * A feature's frozen value told to the engine, where it is a stored value as it is: to the bit what
 * `featureValues` makes of it. Undefined for what only JavaScript can tell.
 */
export function frozenSql(feature: Feature, types: EngineTypes): Sql | undefined {
  const name = valueColumn(feature)
  const type = name === undefined ? undefined : types.get(name)
  if (name === undefined || type === undefined) return undefined
  const value = asFeature(feature, ident(name), type)
  const { otherwise } = feature
  if (value === undefined || otherwise === undefined || Number.isNaN(otherwise)) return value
  // The engine takes −0 for 0.
  if (Object.is(otherwise, -0)) return undefined
  if (feature.type === 'text') {
    return typeof otherwise === 'string' ? sql`coalesce(${value}, ${otherwise})` : undefined
  }
  return typeof otherwise === 'number' ? sql`coalesce(${value}, ${otherwise}::double)` : undefined
}

/** The column of the view's query that holds a feature's value. */
function valueColumn(feature: Feature): string | undefined {
  switch (feature.kind) {
    case 'key':
      return feature.column
    case 'request':
      return requestColumn(feature.column)
    case 'latest':
    case 'window':
      return storedName(feature)
    case 'derived':
      return undefined
  }
}

function asFeature(feature: Feature, value: Sql, type: string): Sql | undefined {
  if (feature.type === 'text') return type === 'VARCHAR' ? value : undefined
  const number = asNumber(value, type)
  const isCount =
    feature.kind === 'window' && (feature.function === 'count' || feature.function === 'distinct')
  // No row in the window is a count of nought, not an unknown count.
  return isCount && number !== undefined ? sql`coalesce(${number}, 0)` : number
}

function asNumber(value: Sql, type: string): Sql | undefined {
  switch (type) {
    case 'DOUBLE':
      return sql`case when not isnan(${value}) then ${value} end`
    case 'BIGINT':
    case 'INTEGER':
      return sql`${value}::double`
    case 'BOOLEAN':
      return sql`${value}::integer::double`
    case 'TIMESTAMP':
      return sql`epoch_ms(${value})::double`
    default:
      return undefined
  }
}

/** A label is a number, whatever number the engine holds. */
export function labelSql(type: string | undefined): Sql {
  const isNumber = type !== 'VARCHAR' && type !== 'BOOLEAN' && type !== 'TIMESTAMP'
  return isNumber ? sql`_label::double` : sql`null::double`
}

/** A key's or moment's value, as JavaScript knows it: a moment has no more than milliseconds. */
export function plainSql(name: string, type: string | undefined): Sql {
  return type === 'TIMESTAMP' ? sql`epoch_ms(epoch_ms(${ident(name)}))` : ident(name)
}

const columnTypes: Readonly<Record<string, Column['type']>> = {
  VARCHAR: 'text',
  BOOLEAN: 'boolean',
  TIMESTAMP: 'timestamp',
  BIGINT: 'integer',
}

/** How a value of the query is kept for functions to read; every number but a whole one is a double. */
export function heldType(type: string | undefined): Column['type'] {
  return columnTypes[type ?? ''] ?? 'float'
}
