import { suggestName } from '../../base/index.ts'
import type { Columns, RowOf } from '../column.ts'
import { tableErrors } from '../errors.ts'
import { csvSplitter, type CsvDialect, type CsvRecord } from './csv-records.ts'
import { rowShaper, type RowOptions } from './row-shaper.ts'
import type { TextReader } from './text-reader.ts'
import { UnreadableLine } from './unreadable-line.ts'

export interface CsvOptions extends CsvDialect, RowOptions {
  /** The names of a file that has no head. */
  readonly head?: readonly string[]
  /** How many lines stand before the head and are no part of the table. */
  readonly skip?: number
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
  const reader = csvReader(columns, options)
  yield* reader.push(text)
  yield* reader.end()
}

/** `parseCsv` for a text that comes in pieces, so that it may be of any length. */
export function csvReader<C extends Columns>(
  columns: C,
  options: CsvOptions = {},
): TextReader<RowOf<C>> {
  assertDialect(options)
  const splitter = csvSplitter(options)
  const shape = rowShaper(columns, options)
  let toSkip = options.skip ?? 0
  let head: Head | undefined
  if (options.head !== undefined) head = headOf({ line: 0, raw: '', fields: options.head })
  let rowNumber = 0

  function headOf(record: CsvRecord): Head {
    const places = placesOf(record, columns, options.names ?? {})
    return {
      places: new Map(places.map(({ name, at }) => [name, at])),
      width: record.fields.length,
    }
  }

  function* read(records: Iterable<CsvRecord>): Generator<RowOf<C>> {
    for (const record of records) {
      if (toSkip > 0) {
        toSkip -= 1
        continue
      }
      if (head === undefined) {
        head = headOf(record)
        continue
      }
      rowNumber += 1
      const row = readRow(record, head)
      if (row !== undefined) yield row
    }
  }

  function readRow({ line, raw, fields }: CsvRecord, { places, width }: Head) {
    if (fields.length === width) {
      const valueOf = (name: string) => fields[places.get(name) ?? -1]
      return shape(valueOf, rowNumber, () => ({ line, text: raw }))
    }
    const what = fields.length === 1 ? 'value' : 'values'
    const problem = `${fields.length} ${what}, where the head has ${width} names.`
    const unreadable = new UnreadableLine({ line, text: raw }, problem)
    if (options.onUnreadable === undefined) throw unreadable
    options.onUnreadable(unreadable)
    return undefined
  }

  return {
    push: (piece) => read(splitter.push(piece)),
    *end() {
      yield* read(splitter.end())
      if (head !== undefined) return
      throw new UnreadableLine({ line: 1, text: '' }, 'the text is empty; a head was expected.')
    },
  }
}

interface Head {
  /** Where each declared column stands. */
  readonly places: ReadonlyMap<string, number>
  readonly width: number
}

function assertDialect({ delimiter = ',', quote = '"', escape = '"' }: CsvDialect): void {
  for (const [setting, found] of Object.entries({ delimiter, quote, escape })) {
    if (found.length === 1 || (setting === 'quote' && found === '')) continue
    throw tableErrors.unknownDelimiter({ setting, found })
  }
}

function placesOf(
  { line, raw, fields }: CsvRecord,
  columns: Columns,
  names: Readonly<Record<string, string>>,
): { readonly name: string; readonly at: number }[] {
  const head = fields.map((field) => field.trim())
  const twice = head.find((name, at) => head.indexOf(name) !== at)
  const at = { line: Math.max(line, 1), text: raw }
  if (twice !== undefined) throw new UnreadableLine(at, `the head names "${twice}" twice.`)
  return Object.entries(columns).flatMap(([name, { optional }]) => {
    const wanted = names[name] ?? name
    const place = head.indexOf(wanted)
    if (place >= 0) return [{ name, at: place }]
    if (optional) return []
    const problem = `the head has no "${wanted}". ${suggestName(wanted, head)}`
    throw new UnreadableLine({ ...at, column: name }, problem)
  })
}
