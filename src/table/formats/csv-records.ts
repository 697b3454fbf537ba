import { UnreadableLine } from './unreadable-line.ts'

export interface CsvDialect {
  /** One character; a comma if it is absent. */
  readonly delimiter?: string
  /** What a value is quoted with; a double quote if it is absent, `''` for none. */
  readonly quote?: string
  /** What stands before a quote within a quoted value; the quote itself if it is absent. */
  readonly escape?: string
  /** How long one line may be, in characters; 16 million if it is absent. */
  readonly longestLine?: number
}

export interface CsvRecord {
  /** Where it begins; counted from 1. */
  readonly line: number
  readonly raw: string
  readonly fields: readonly string[]
}

/** Takes a text in pieces and gives the records that are whole. Throws `UnreadableLine`. */
export interface CsvSplitter {
  push(piece: string): Iterable<CsvRecord>
  end(): Iterable<CsvRecord>
}

const longest = 16_000_000

/** Records with quoted values as RFC 4180 has them; empty lines are left out. Any line ending will do. */
export function csvSplitter(dialect: CsvDialect = {}): CsvSplitter {
  const { delimiter = ',', quote = '"', escape = quote, longestLine = longest } = dialect
  const marks: Marks = { delimiter, quote, escape }
  let rest = ''
  let line = 1
  let isFirst = true
  // A record that goes on is looked at again only when there is twice as much of it.
  let nextTry = 0

  function* take(isEnd: boolean): Generator<CsvRecord> {
    if (isFirst && rest !== '') {
      isFirst = false
      if (rest.startsWith('\uFEFF')) rest = rest.slice(1)
    }
    const scan = openScan(rest, isEnd, marks)
    let at = 0
    while (at < rest.length) {
      const found = readRecord(scan, at)
      if (found === undefined) break
      if (found.end - at > longestLine) throw tooLong(line, rest.slice(at, at + 300))
      if ('problem' in found) {
        throw new UnreadableLine({ line, text: firstLine(rest.slice(at)) }, found.problem)
      }
      if (found.raw !== '') yield { line, raw: found.raw, fields: found.fields }
      line += found.lineCount
      at = found.end
    }
    rest = rest.slice(at)
    if (rest.length > longestLine) throw tooLong(line, rest.slice(0, 300))
    nextTry = at === 0 ? rest.length * 2 : 0
  }

  function tooLong(at: number, text: string): UnreadableLine {
    const problem = `it is longer than ${longestLine} characters; a quote may be open, or the delimiter another.`
    return new UnreadableLine({ line: at, text: firstLine(text) }, problem)
  }

  return {
    *push(piece) {
      rest += piece
      if (rest.length >= Math.min(nextTry, longestLine)) yield* take(false)
    },
    *end() {
      yield* take(true)
    },
  }
}

interface Marks {
  readonly delimiter: string
  readonly quote: string
  readonly escape: string
}

interface Scan {
  readonly text: string
  readonly isEnd: boolean
  readonly marks: Marks
  /** Where the next line ends, or a quote stands, from a place on. */
  readonly nextLineEnd: (from: number) => number
  readonly nextQuote: (from: number) => number
  readonly nextDelimiter: (from: number) => number
}

/** Each sign is looked for once: a text without it would else be searched anew for every value. */
function openScan(text: string, isEnd: boolean, marks: Marks): Scan {
  const next = (sign: string) => {
    let at = -1
    return (from: number): number => {
      if (at < from) at = sign === '' ? text.length : text.indexOf(sign, from)
      if (at < 0) at = text.length
      return at
    }
  }
  const [feed, carriage] = [next('\n'), next('\r')]
  const nextLineEnd = (from: number) => Math.min(feed(from), carriage(from))
  const [nextQuote, nextDelimiter] = [next(marks.quote), next(marks.delimiter)]
  return { text, isEnd, marks, nextLineEnd, nextQuote, nextDelimiter }
}

interface FoundRecord {
  readonly fields: readonly string[]
  readonly raw: string
  readonly end: number
  readonly lineCount: number
}

/** The record that begins at a place; undefined if more of the text is needed to tell. */
function readRecord(scan: Scan, start: number) {
  const { text, isEnd, marks } = scan
  const lineEnd = scan.nextLineEnd(start)
  if (scan.nextQuote(start) >= lineEnd) {
    const end = afterLine(text, lineEnd, isEnd)
    if (end === undefined) return undefined
    const raw = text.slice(start, lineEnd)
    return { fields: raw.split(marks.delimiter), raw, end, lineCount: 1 }
  }
  return readQuoted(scan, start)
}

function readQuoted(
  scan: Scan,
  start: number,
): FoundRecord | { readonly problem: string; readonly end: number } | undefined {
  const { text, isEnd, marks } = scan
  const fields: string[] = []
  let at = start
  let lineCount = 1
  for (;;) {
    const field = readField(scan, at)
    if (field === undefined) {
      return isEnd ? { problem: 'a quote is opened and never closed.', end: start } : undefined
    }
    fields.push(field.value)
    lineCount += field.lineBreaks
    at = field.end
    if (text.startsWith(marks.delimiter, at)) {
      at += marks.delimiter.length
      continue
    }
    if (at < text.length && text[at] !== '\n' && text[at] !== '\r') {
      const problem = `after a closing quote came ${JSON.stringify(text[at])}, where the value should end.`
      return { problem, end: at }
    }
    const end = afterLine(text, at, isEnd)
    return end === undefined ? undefined : { fields, raw: text.slice(start, at), end, lineCount }
  }
}

/** Where the next line begins; undefined if its end may be yet to come. */
function afterLine(text: string, lineEnd: number, isEnd: boolean): number | undefined {
  if (lineEnd >= text.length) return isEnd ? text.length : undefined
  if (text[lineEnd] === '\n') return lineEnd + 1
  if (lineEnd + 1 >= text.length && !isEnd) return undefined
  return text[lineEnd + 1] === '\n' ? lineEnd + 2 : lineEnd + 1
}

function readField(scan: Scan, start: number) {
  const { text, marks } = scan
  const { quote, escape } = marks
  let at = start
  while (text[at] === ' ') at += 1
  if (quote === '' || text[at] !== quote) {
    const end = Math.min(scan.nextDelimiter(start), scan.nextLineEnd(start))
    return { value: text.slice(start, end), end, lineBreaks: 0 }
  }
  let value = ''
  at += 1
  for (;;) {
    const close = closeOf(text, at, quote, escape)
    if (close === undefined) return undefined
    value += text.slice(at, close.at)
    at = close.end
    if (!close.isEscaped) break
    value += text[at - 1] ?? ''
  }
  while (text[at] === ' ') at += 1
  return { value, end: at, lineBreaks: value.split(/\r\n|\n|\r/).length - 1 }
}

/** The next closing quote, or the next character that is escaped. */
function closeOf(text: string, from: number, quote: string, escape: string) {
  const at = text.indexOf(quote, from)
  const escaped = escape === quote ? -1 : text.indexOf(escape, from)
  if (escaped >= 0 && (at < 0 || escaped < at)) {
    return escaped + 1 < text.length
      ? { at: escaped, end: escaped + 2, isEscaped: true }
      : undefined
  }
  if (at < 0) return undefined
  const isDoubled = escape === quote && text[at + 1] === quote
  return { at, end: at + (isDoubled ? 2 : 1), isEscaped: isDoubled }
}

function firstLine(text: string): string {
  return text.split(/\r\n|\n|\r/, 1)[0] ?? ''
}
