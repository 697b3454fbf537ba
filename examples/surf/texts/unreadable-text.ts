/** A text that isn't what it should be: torn, cut short, or with a value that can't be meant. */
export class UnreadableText extends Error {
  /** Counted from 1; one past the last line when the text ends too early. */
  readonly line: number
  /** The line as it stands in the text. */
  readonly text: string

  constructor(line: number, text: string, expected: string) {
    super(`Line ${line} can't be read: expected ${expected}, found ${JSON.stringify(text)}.`)
    this.name = 'UnreadableText'
    this.line = line
    this.text = text
  }
}
