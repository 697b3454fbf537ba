/** Where in a text something can't be read, and what stands there. */
export interface UnreadablePlace {
  /** Counted from 1. */
  readonly line?: number
  /** Of formats without lines: the row, counted from 1. */
  readonly row?: number
  readonly column?: string
  /** The line, or what stands for it. */
  readonly text: string
}

/** A whole line may be megabytes long; its beginning tells enough. */
const shownLength = 200

/** A line or row of a file that can't be read; it says which one, and what stands there. */
export class UnreadableLine extends Error {
  override readonly name = 'UnreadableLine'
  readonly line: number | undefined
  readonly row: number | undefined
  readonly column: string | undefined
  readonly text: string

  constructor({ line, row, column, text }: UnreadablePlace, problem: string, cause?: unknown) {
    const place = line === undefined ? `Row ${row ?? 1}` : `Line ${line}`
    super(`${place}: ${problem}`, cause === undefined ? undefined : { cause })
    this.line = line
    this.row = row
    this.column = column
    this.text = text.length > shownLength ? `${text.slice(0, shownLength)}…` : text
  }
}
