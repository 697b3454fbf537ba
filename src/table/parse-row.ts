import { isSwellError, parseMoment, suggestName } from '../base/index.ts'
import type { Column, Columns, RowOf } from './column.ts'
import { tableErrors } from './errors.ts'

/**
 * Holds a row from outside to its declared columns. Texts are read where the type is plain
 * (`"3.5"` for a float, ISO 8601 for a timestamp). Throws `valueOfWrongType` or `unknownColumnInRow`.
 * Ranges and the like are checks, not types: they are judged at a group's door.
 */
export function parseRow<C extends Columns>(
  columns: C,
  row: Readonly<Record<string, unknown>>,
  rowNumber: number,
): RowOf<C> {
  return rowParser(columns)(row, rowNumber)
}

/** Makes what parses many rows of the same columns, see `parseRow`. */
export function rowParser<C extends Columns>(
  columns: C,
): (row: Readonly<Record<string, unknown>>, rowNumber: number) => RowOf<C> {
  const declared = Object.entries(columns)
  const names = new Set(Object.keys(columns))
  return (row, rowNumber) => {
    for (const name of Object.keys(row)) {
      if (names.has(name)) continue
      const suggestion = suggestName(name, [...names])
      throw tableErrors.unknownColumnInRow({ column: name, rowNumber, suggestion })
    }
    const parsed: Record<string, unknown> = {}
    for (const [name, column] of declared) {
      const value = parseValue(column, row[name])
      if (value === undefined && !(column.optional && isAbsent(row[name]))) {
        const [wanted, found] = [wantedOf(column), showFound(row[name])]
        throw tableErrors.valueOfWrongType({ column: name, rowNumber, wanted, found })
      }
      parsed[name] = value
    }
    return parsed as RowOf<C>
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

function parseValue(column: Column, value: unknown): unknown {
  switch (column.type) {
    case 'text':
      return typeof value === 'string' ? value : undefined
    case 'float':
      return parseNumber(value)
    case 'integer': {
      const number = parseNumber(value)
      return Number.isSafeInteger(number) ? number : undefined
    }
    case 'boolean':
      if (value === 'true' || value === 'false') return value === 'true'
      return typeof value === 'boolean' ? value : undefined
    case 'timestamp':
      return parseTimestamp(value)
  }
}

function parseNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

function parseTimestamp(value: unknown): Date | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value
  if (typeof value !== 'string') return undefined
  try {
    return parseMoment(value)
  } catch (error) {
    if (isSwellError(error, 'base.notAMoment')) return undefined
    throw error
  }
}

function wantedOf(column: Column): string {
  const article = column.type === 'integer' ? 'an' : 'a'
  return column.type === 'timestamp' ? 'a timestamp (ISO 8601)' : `${article} ${column.type}`
}

function showFound(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'number') return String(value)
  return value instanceof Date ? 'a date that is none' : JSON.stringify(value)
}
