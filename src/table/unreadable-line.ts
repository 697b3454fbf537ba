/** A line of a text that can't be read; it says which one, and what stands there. */
export class UnreadableLine extends Error {
  override readonly name = 'UnreadableLine'
  readonly line: number
  readonly text: string

  constructor(line: number, text: string, problem: string, cause?: unknown) {
    super(`Line ${line}: ${problem}`, cause === undefined ? undefined : { cause })
    this.line = line
    // A whole line may be megabytes long; its beginning tells enough.
    this.text = text.length > 200 ? `${text.slice(0, 200)}…` : text
  }
}
