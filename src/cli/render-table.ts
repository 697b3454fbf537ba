import { withoutMarks, type Style } from './style.ts'

/** A column of a table for people. */
export interface TextColumn<Row> {
  readonly title: string
  readonly of: (row: Row) => string
  /** For numbers: their ends stand below each other. */
  readonly right?: boolean
}

/** Rows below a quiet head, columns aligned; `nothing` where there is no row. */
export function renderTable<Row>(
  rows: readonly Row[],
  columns: readonly TextColumn<Row>[],
  { style, nothing }: { readonly style: Style; readonly nothing: string },
): string {
  if (rows.length === 0) return `${style.dim(nothing)}\n`
  const cells = rows.map((row) => columns.map((column) => column.of(row)))
  const widths = columns.map(({ title }, at) =>
    Math.max(title.length, ...cells.map((row) => widthOf(row[at] ?? ''))),
  )
  const write = (row: readonly string[]) =>
    row
      .map((cell, at) => pad(cell, widths[at] ?? 0, columns[at]?.right === true))
      .join('   ')
      .trimEnd()
  const head = write(columns.map(({ title }) => title))
  return `${[style.dim(head), ...cells.map(write)].join('\n')}\n`
}

/** Names and what they are, below each other. */
export function renderFacts(
  facts: readonly (readonly [name: string, value: string | undefined])[],
  style: Style,
): string {
  const shown = facts.filter(([, value]) => value !== undefined && value !== '')
  const width = Math.max(0, ...shown.map(([name]) => name.length))
  return shown.map(([name, value]) => `${style.dim(name.padEnd(width))}   ${value}\n`).join('')
}

/** A title above a part of a longer text. */
export function renderSection(title: string, body: string, style: Style): string {
  return `\n${style.bold(title)}\n${body}`
}

function pad(cell: string, width: number, isRight: boolean): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(cell)))
  return isRight ? space + cell : cell + space
}

function widthOf(cell: string): number {
  return Array.from(withoutMarks(cell)).length
}
