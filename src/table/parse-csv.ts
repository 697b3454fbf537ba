import { suggestName } from '../base/index.ts'
import type { Columns, RowOf } from './column.ts'
import { parseRow } from './parse-row.ts'
import { UnreadableLine } from './unreadable-line.ts'

export interface CsvOptions {
  /** One character; a comma if it is absent. */
  readonly delimiter?: string
  /** Texts that mean that there is no value, beside the empty one. */
  readonly missing?: readonly string[]
  /** What a column is called in the file, where it is called otherwise here. */
  readonly names?: Readonly<Record<string, string>>
}

/**
 * The rows of a CSV text with a head, each held to its declared columns; columns of the file that are
 * not declared are left out. Spaces around values, a byte-order mark and any line endings are fine.
 * Throws `UnreadableLine`.
 */
export function* parseCsv<C extends Columns>(
  text: string,
  columns: C,
  options: CsvOptions = {},
): Generator<RowOf<C>> {
  const records = csvRecords(text.replace(/^\uFEFF/, ''), options.delimiter ?? ',')
  const first = records.next()
  if (first.done === true)
    throw new UnreadableLine(1, '', 'the text is empty; a head was expected.')
  const head = first.value
  const places = placesOf(head, columns, options.names ?? {})
  const missing = new Set(['', ...(options.missing ?? [])])
  let rowNumber = 0
  for (const { line, raw, fields } of records) {
    rowNumber += 1
    if (fields.length !== head.fields.length) {
      const problem = `${fields.length} values, where the head has ${head.fields.length} names.`
      throw new UnreadableLine(line, raw, problem)
    }
    const row = places.flatMap(({ name, at }) => {
      const value = fields[at]?.trim() ?? ''
      return missing.has(value) ? [] : [[name, value] as const]
    })
    yield parseAt(columns, Object.fromEntries(row), rowNumber, line, raw)
  }
}

function parseAt<C extends Columns>(
  columns: C,
  row: Readonly<Record<string, string>>,
  rowNumber: number,
  line: number,
  raw: string,
): RowOf<C> {
  try {
    return parseRow(columns, row, rowNumber)
  } catch (error) {
    throw new UnreadableLine(
      line,
      raw,
      error instanceof Error ? error.message : String(error),
      error,
    )
  }
}

function placesOf(
  { line, raw, fields }: CsvRecord,
  columns: Columns,
  names: Readonly<Record<string, string>>,
): { readonly name: string; readonly at: number }[] {
  const head = fields.map((field) => field.trim())
  const twice = head.find((name, at) => head.indexOf(name) !== at)
  if (twice !== undefined) throw new UnreadableLine(line, raw, `the head names "${twice}" twice.`)
  return Object.entries(columns).flatMap(([name, { optional }]) => {
    const wanted = names[name] ?? name
    const at = head.indexOf(wanted)
    if (at >= 0) return [{ name, at }]
    if (optional) return []
    const problem = `the head has no "${wanted}". ${suggestName(wanted, head)}`
    throw new UnreadableLine(line, raw, problem)
  })
}

interface CsvRecord {
  /** Where it begins; counted from 1. */
  readonly line: number
  readonly raw: string
  readonly fields: readonly string[]
}

/** Records with quoted values as RFC 4180 has them; empty lines are left out. */
function* csvRecords(text: string, delimiter: string): Generator<CsvRecord> {
  let line = 1
  let at = 0
  while (at < text.length) {
    const record = readRecord(text, at, line, delimiter)
    if (record.raw !== '') yield { line, raw: record.raw, fields: record.fields }
    line += record.lineCount
    at = record.end
  }
}

function readRecord(text: string, start: number, line: number, delimiter: string) {
  const fields: string[] = []
  let at = start
  let lineCount = 1
  for (;;) {
    const field = readField(text, at, delimiter)
    if (field === undefined) {
      const [raw = ''] = text.slice(start).split(/\r\n|\n|\r/)
      throw new UnreadableLine(line, raw, 'a quote is opened and never closed.')
    }
    fields.push(field.value)
    lineCount += field.lineBreaks
    at = field.end
    if (text[at] === delimiter) {
      at += 1
      continue
    }
    const raw = text.slice(start, at)
    const end = text.startsWith('\r\n', at) ? at + 2 : Math.min(at + 1, text.length)
    return { fields, raw, end, lineCount }
  }
}

function readField(text: string, start: number, delimiter: string) {
  let at = start
  while (text[at] === ' ') at += 1
  if (text[at] !== '"') {
    at = start
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') {
      at += 1
    }
    return { value: text.slice(start, at), end: at, lineBreaks: 0 }
  }
  let value = ''
  at += 1
  for (;;) {
    const close = text.indexOf('"', at)
    if (close < 0) return undefined
    value += text.slice(at, close)
    at = close + 1
    if (text[at] !== '"') break
    value += '"'
    at += 1
  }
  while (text[at] === ' ') at += 1
  return { value, end: at, lineBreaks: value.split(/\r\n|\n|\r/).length - 1 }
}
