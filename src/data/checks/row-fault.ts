import type { Columns, ColumnType } from '../../table/index.ts'

const isOfType: Readonly<Record<ColumnType, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  float: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: (value) => Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  timestamp: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
}

/**
 * Says what keeps a row from its declared types, or undefined. Made once per group, as it runs for
 * every row that comes in; a reader in plain JavaScript could return anything.
 */
export function rowFaultFinder(
  columns: Columns,
): (row: Readonly<Record<string, unknown>>) => string | undefined {
  const rules = Object.entries(columns).map(([name, { type, optional }]) => ({
    name,
    type,
    optional,
    fits: isOfType[type],
  }))
  const known = new Set(Object.keys(columns))
  return (row) => {
    for (const { name, type, optional, fits } of rules) {
      const value = row[name]
      if (value === undefined && optional) continue
      if (!fits(value)) return `column "${name}" should be of type ${type}, but is ${show(value)}`
    }
    const stray = Object.keys(row).find((name) => !known.has(name))
    return stray === undefined ? undefined : `column "${stray}" is not declared`
  }
}

function show(value: unknown): string {
  if (value === undefined) return 'absent'
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}
