import { isSwellError, messageOf } from '../../base/index.ts'
import type { Column, Columns, RowOf } from '../column.ts'
import { rowParser } from '../parse-row.ts'
import { formReaders, type FormReader, type TextForms } from './text-forms.ts'
import { UnreadableLine, type UnreadablePlace } from './unreadable-line.ts'

export interface RowOptions extends TextForms {
  /** Hears of a row that can't be read, which is then left out. Without it the row is thrown. */
  readonly onUnreadable?: (problem: UnreadableLine) => void
}

/** Makes a typed row of the values found for the columns; undefined for one that can't be read. */
export type RowShaper<C extends Columns> = (
  valueOf: (column: string) => unknown,
  rowNumber: number,
  place: () => UnreadablePlace,
) => RowOf<C> | undefined

/** Holds what was found to the declared columns, as the options say that it is written. */
export function rowShaper<C extends Columns>(columns: C, options: RowOptions): RowShaper<C> {
  const missing = new Set(['', ...(options.missing ?? [])])
  const readers = Object.entries(formReaders(columns, options))
  const parse = rowParser(columns)
  const report = options.onUnreadable ?? rethrow
  return (valueOf, rowNumber, place) => {
    const row: Record<string, unknown> = {}
    for (const [name, read] of readers) {
      const found = valueOf(name)
      // In files of numbers a NaN is what stands where there is none.
      if (found === undefined || found === null || Number.isNaN(found)) continue
      if (typeof found === 'string') {
        const text = found.trim()
        if (!missing.has(text)) row[name] = read(text)
      } else row[name] = typeof found === 'number' ? ofNumber(columns[name], found, read) : found
    }
    try {
      return parse(row, rowNumber)
    } catch (error) {
      report(unreadableRow(place(), error))
      return undefined
    }
  }
}

/** Databases without yes and no have 1 and 0; a moment may be a number where its form says so. */
function ofNumber(column: Column | undefined, found: number, read: FormReader): unknown {
  if (column?.type === 'boolean' && (found === 0 || found === 1)) return found === 1
  return column?.type === 'timestamp' ? read(String(found)) : found
}

function rethrow(problem: UnreadableLine): never {
  throw problem
}

function unreadableRow(place: UnreadablePlace, error: unknown): UnreadableLine {
  const column = isSwellError(error) ? error.details['column'] : undefined
  const at = typeof column === 'string' ? { ...place, column } : place
  return new UnreadableLine(at, messageOf(error), error)
}
