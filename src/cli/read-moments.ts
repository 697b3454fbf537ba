import { parseMoment } from '../base/index.ts'
import type { Group, Moment } from '../features/index.ts'
import type { ColumnType, EngineRow } from '../table/index.ts'
import { cliErrors } from './errors.ts'
import { writeAny } from './write-value.ts'

/** What is to be predicted, out of the rows of a file. Throws `columnMissing`. */
export function readMoments(
  { key, columns }: Pick<Group, 'key' | 'columns'>,
  rows: readonly EngineRow[],
  { file, now }: { readonly file: string; readonly now: Date },
): Moment[] {
  const wanted = `${key.join(', ')}, and at, if it isn’t now`
  return rows.map((row, place) => ({
    key: Object.fromEntries(
      key.map((column) => {
        const value = toKey(columns[column]?.type ?? 'text', row[column])
        if (value !== undefined) return [column, value]
        throw cliErrors.columnMissing({ file, row: place + 1, column, wanted })
      }),
    ),
    at: toMoment(row['at']) ?? now,
  }))
}

/** A file's own idea of a type (a station named 12) gives way to the column's. */
function toKey(type: ColumnType, value: unknown): unknown {
  if (value === undefined || value === null) return undefined
  if (type === 'text') return value instanceof Date ? value.toISOString() : writeAny(value)
  if (type === 'timestamp') return toMoment(value)
  if (type === 'boolean' && typeof value === 'string') return value === 'true'
  return typeof value === 'string' ? Number(value) : value
}

function toMoment(value: unknown): Date | undefined {
  if (value === undefined || value === null || value === '') return undefined
  return value instanceof Date ? value : parseMoment(writeAny(value))
}
