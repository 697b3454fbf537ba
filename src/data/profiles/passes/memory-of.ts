import type { ProfiledColumn } from './profiled-column.ts'
import type { ColumnAggregates } from './scan-aggregates.ts'

const bytesOf: readonly (readonly [RegExp, number])[] = [
  [/^(BOOLEAN|U?TINYINT)$/, 1],
  [/^U?SMALLINT$/, 2],
  [/^(U?INTEGER|FLOAT|DATE)$/, 4],
  [/^U?HUGEINT$/, 16],
]

/** What values take side by side, without any packing; a text takes its bytes and an address. */
export function memoryOf(
  columns: readonly ProfiledColumn[],
  aggregates: readonly ColumnAggregates[],
  rowCount: number,
): number {
  return columns.reduce((sum, { type }, at) => {
    const width = bytesOf.find(([pattern]) => pattern.test(type))?.[1] ?? 8
    return sum + rowCount * width + (aggregates[at]?.textBytes ?? 0)
  }, 0)
}
