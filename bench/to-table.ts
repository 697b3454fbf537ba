import { meetsTarget, type Row } from './row.ts'

/** The rows as a table for people. */
export function toTable(rows: readonly Row[]): string {
  const cells = [
    ['work', 'unit', 'ours', 'peer', 'value', 'ratio', 'target', ''],
    ...rows.map((row) => [
      row.work,
      row.unit,
      toText(row.ours),
      row.peer,
      toText(row.peerValue),
      row.ratio.toFixed(2),
      ...targetCells(row),
    ]),
  ]
  const widths = (cells[0] ?? []).map((_, at) =>
    Math.max(...cells.map((row) => row[at]?.length ?? 0)),
  )
  return cells
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function targetCells(row: Row): readonly string[] {
  if (row.target === undefined) return ['–', '']
  const bound = `${row.better === 'lower' ? '≤' : '≥'} ${toText(row.target)}`
  return [bound, meetsTarget(row) ? 'met' : 'missed']
}

function toText(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 4 })
}
