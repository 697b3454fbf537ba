import { sql, type RawBuilder } from 'kysely'
import type { Comparison, Filter, FilterOperator } from './filter.ts'

export type SqlCondition = RawBuilder<boolean>

/** Puts the conditions of comparisons together as the filter does. */
export function filterSql(
  filter: Filter,
  compare: (comparison: Comparison) => SqlCondition,
): SqlCondition {
  switch (filter.kind) {
    case 'comparison':
      return compare(filter)
    case 'not':
      return sql<boolean>`(not ${filterSql(filter.part, compare)})`
    case 'all':
    case 'any': {
      const parts = filter.parts.map((part) => filterSql(part, compare))
      return sql<boolean>`(${sql.join(parts, filter.kind === 'all' ? sql` and ` : sql` or `)})`
    }
  }
}

/** Compares a column; what is null never matches. */
export function compareSql(
  column: RawBuilder<unknown>,
  { operator, value }: Pick<Comparison, 'operator' | 'value'>,
): SqlCondition {
  return sql<boolean>`(${column} is not null and ${conditionOf(column, operator, value)})`
}

function conditionOf(
  column: RawBuilder<unknown>,
  operator: FilterOperator,
  value: Comparison['value'],
): RawBuilder<unknown> {
  switch (operator) {
    case 'IN':
    case 'NOT IN': {
      const values = sql.join((value as readonly string[]).map((one) => sql`${one}`))
      return operator === 'IN' ? sql`${column} in (${values})` : sql`${column} not in (${values})`
    }
    case 'LIKE':
      // SQLite's own LIKE takes A for a; PostgreSQL will need its LIKE here.
      return sql`${column} glob ${toGlob(String(value))}`
    case 'ILIKE':
      // Both by the engine: it may know fewer capitals than JavaScript.
      return sql`lower(${column}) like lower(${String(value)})`
    case 'IS NULL':
    case 'IS NOT NULL':
      return sql`${column} ${sql.raw(operator.toLowerCase())}`
    default:
      return sql`${column} ${sql.raw(operator)} ${value}`
  }
}

function toGlob(pattern: string): string {
  return pattern.replaceAll(/[*?[%_]/g, (sign) => {
    if (sign === '%') return '*'
    return sign === '_' ? '?' : `[${sign}]`
  })
}
