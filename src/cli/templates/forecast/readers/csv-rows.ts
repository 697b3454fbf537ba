/** A line that can't be read. The group refuses its whole file, and tells the line. */
export class UnreadableLine extends Error {
  readonly line: number
  readonly text: string

  constructor(problem: string, line: number, text: string) {
    super(problem)
    this.line = line
    this.text = text
  }
}

export interface CsvRow {
  readonly text: (column: string) => string
  /** Throws `UnreadableLine` for what is no number. */
  readonly number: (column: string) => number
  /** Noon of a day such as 2026-11-16, in UTC. Throws `UnreadableLine` for what is no day. */
  readonly noonOf: (column: string) => Date
}

/** Reads CSV with a head, without quotes: enough for files of numbers, days and names. */
export function csvRows(text: string): CsvRow[] {
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const columns = head.split(',')
  return lines.map((line, at) => csvRow(columns, line, at + 2))
}

function csvRow(columns: readonly string[], line: string, number: number): CsvRow {
  const values = line.split(',')
  if (values.length !== columns.length) {
    const problem = `The line has ${values.length} of ${columns.length} values.`
    throw new UnreadableLine(problem, number, line)
  }
  const valueOf = (column: string) => values[columns.indexOf(column)]?.trim() ?? ''
  return {
    text: valueOf,
    number: (column) => {
      const value = Number(valueOf(column))
      if (valueOf(column) !== '' && Number.isFinite(value)) return value
      throw new UnreadableLine(`"${valueOf(column)}" is no number (${column}).`, number, line)
    },
    noonOf: (column) => {
      const noon = new Date(`${valueOf(column)}T12:00:00Z`)
      if (!Number.isNaN(noon.getTime())) return noon
      throw new UnreadableLine(`"${valueOf(column)}" is no day (${column}).`, number, line)
    },
  }
}
