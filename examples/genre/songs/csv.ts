import { columnNames } from './song-columns.ts'

/** Songs as a file of the 17 columns. */
export function toCsv(
  rows: readonly Readonly<Record<string, string | number | undefined>>[],
): string {
  const lines = rows.map((row) => columnNames.map((name) => String(row[name] ?? '')).join(','))
  return `${[columnNames.join(','), ...lines].join('\n')}\n`
}
