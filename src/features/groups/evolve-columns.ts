import { ident, joinSql, sql, type Column, type Columns, type Sql } from '../../table/index.ts'
import { featuresErrors } from '../errors.ts'

/** What keeps rows that were stored with other columns from being read with the declared ones. */
export interface ColumnFault {
  readonly column: string
  readonly problem: string
}

/**
 * The columns of stored rows as they are declared now: those that were added are absent or have their
 * default, whole numbers may have become floats, and a column may have been renamed. Throws
 * `columnsNotReadable`.
 */
export function storedAs(group: string, stored: Columns, declared: Columns): Sql {
  const faults = readingFaults(stored, declared)
  if (faults.length > 0) throw featuresErrors.columnsNotReadable({ group, problems: tell(faults) })
  const columns = Object.entries(declared).map(([name, column]) => {
    const found = storedName(stored, name, column)
    const fallback = column.default ?? null
    if (found === undefined) return sql`${fallback}::${typeNames[column.type]} as ${ident(name)}`
    const isWider = stored[found]?.type !== column.type
    const value = isWider ? sql`${ident(found)}::${typeNames[column.type]}` : ident(found)
    if (fallback !== null) return sql`coalesce(${value}, ${fallback}) as ${ident(name)}`
    return found === name && !isWider ? value : sql`${value} as ${ident(name)}`
  })
  return joinSql(columns, ', ')
}

/** What would be lost, or could not be read any more, if rows were stored with the declared columns. */
export function evolutionFaults(stored: Columns, declared: Columns): ColumnFault[] {
  const kept = new Set(
    Object.entries(declared).map(([name, column]) => storedName(stored, name, column)),
  )
  const dropped = Object.keys(stored).filter((name) => !kept.has(name))
  return [
    ...readingFaults(stored, declared),
    ...dropped.map((column) => ({ column, problem: `"${column}" is gone` })),
  ]
}

export function tell(faults: readonly ColumnFault[]): string {
  return faults.map(({ problem }) => problem).join('; ')
}

function readingFaults(stored: Columns, declared: Columns): ColumnFault[] {
  return Object.entries(declared).flatMap(([column, now]) => {
    const found = storedName(stored, column, now)
    const before = found === undefined ? undefined : stored[found]
    const mayLack = now.optional || now.default !== undefined
    if (before === undefined) {
      const problem = `"${column}" is new, and neither optional nor has it a default`
      return mayLack ? [] : [{ column, problem }]
    }
    const widens = before.type === 'integer' && now.type === 'float'
    if (before.type !== now.type && !widens) {
      return [{ column, problem: `"${column}" was of type ${before.type} and is ${now.type}` }]
    }
    if (before.optional && !mayLack) {
      return [{ column, problem: `"${column}" was optional, and has no default now` }]
    }
    return []
  })
}

function storedName(stored: Columns, name: string, { was = [] }: Column): string | undefined {
  return [name, ...(typeof was === 'string' ? [was] : was)].find((one) =>
    Object.hasOwn(stored, one),
  )
}

const typeNames: Readonly<Record<Column['type'], Sql>> = {
  text: sql`varchar`,
  float: sql`double`,
  integer: sql`bigint`,
  boolean: sql`boolean`,
  timestamp: sql`timestamp`,
}

export function emptyColumns(columns: Columns): Sql {
  const casts = Object.entries(columns).map(
    ([name, { type }]) => sql`null::${typeNames[type]} as ${ident(name)}`,
  )
  return joinSql(casts, ', ')
}
