import type { RawRow } from './compile-predictor.ts'
import type { InputColumn } from './input-column.ts'

/** The values of one column in raw rows. What is null or not there is missing. */
export function rawColumn(
  { name, kind }: Pick<InputColumn, 'name' | 'kind'>,
  rows: readonly RawRow[],
): InputColumn {
  return kind === 'number'
    ? { name, kind, values: Float64Array.from(rows, (row) => Number(row[name] ?? Number.NaN)) }
    : {
        name,
        kind,
        values: rows.map((row) => {
          const value = row[name] ?? undefined
          return value === undefined ? undefined : String(value)
        }),
      }
}
