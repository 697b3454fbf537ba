import { columnNames } from './listing-columns.ts'

/** Rows as a file of the 16 columns; texts with a comma are quoted. */
export function toCsv(
  rows: readonly Readonly<Record<string, string | number | undefined>>[],
): string {
  const lines = rows.map((row) =>
    columnNames.map((name) => quoted(String(row[name] ?? ''))).join(','),
  )
  return `${[columnNames.join(','), ...lines].join('\n')}\n`
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
