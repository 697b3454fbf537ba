import { ident, joinSql, quoted, sql, type Columns, type Sql } from '../table/index.ts'

/** A rule that rows must keep before they come in. */
export interface Check {
  /** The rule as people say it: `height is between 0 and 30`. */
  readonly name: string
  /** True in SQL for a row that breaks the rule. `batch` names the column that tells the batches apart. */
  readonly breaks: (batch: Sql) => Sql
}

/** No two rows of one delivery have the same values in these columns. */
export function unique<const Name extends string>(...columns: readonly Name[]): Check {
  const names = joinSql(columns.map(ident), ', ')
  return {
    name: `${columns.join(', ')} are unique`,
    breaks: (batch) => sql`count(*) over (partition by ${batch}, ${names}) > 1`,
  }
}

/** A rule of one's own: an SQL expression over the columns that is true for a good row. */
export function rule(name: string, expression: string): Check {
  const holds: Sql = { strings: [`(${expression})`], values: [] }
  return { name, breaks: () => sql`${holds} is not true` }
}

/** The rules that stand beside the columns: ranges and known values. */
export function columnChecks(columns: Columns): Check[] {
  return Object.entries(columns).flatMap(([name, column]) => {
    const { min, max, oneOf } = column
    const checks: Check[] = []
    if (min !== undefined || max !== undefined) checks.push(rangeCheck(name, min, max))
    if (oneOf !== undefined) checks.push(oneOfCheck(name, oneOf))
    return checks
  })
}

function rangeCheck(name: string, min: number | undefined, max: number | undefined): Check {
  const column = ident(name)
  // An absent value is not out of range; whether it may be absent is the column's type's business.
  const below = min === undefined ? sql`false` : sql`coalesce(${column} < ${min}, false)`
  const above = max === undefined ? sql`false` : sql`coalesce(${column} > ${max}, false)`
  return { name: rangeName(name, min, max), breaks: () => sql`(${below} or ${above})` }
}

function rangeName(name: string, min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `${name} is at most ${max}`
  return max === undefined ? `${name} is at least ${min}` : `${name} is between ${min} and ${max}`
}

function oneOfCheck(name: string, values: readonly string[]): Check {
  const list = joinSql(values.map(quoted), ', ')
  return {
    name: `${name} is one of ${values.join(', ')}`,
    breaks: () => sql`coalesce(${ident(name)} not in (${list}), false)`,
  }
}
