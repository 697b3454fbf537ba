import { messageOf } from '../../base/index.ts'
import type { Columns, RowOf } from '../column.ts'
import { tableErrors } from '../errors.ts'
import { rowShaper, type RowOptions } from './row-shaper.ts'
import type { TextReader } from './text-reader.ts'
import { UnreadableLine } from './unreadable-line.ts'

export interface JsonOptions extends RowOptions {
  /** Where the array of rows stands in the document, with dots: `result.items`. */
  readonly path?: string
}

/**
 * The rows of a JSON text: an array of objects, or the one at `path`. What is not declared is left out;
 * `names` may reach into objects (`{ lat: 'place.lat' }`). Throws `UnreadableLine` and
 * `table.noSuchPlace`.
 */
export function* parseJson<C extends Columns>(
  text: string,
  columns: C,
  options: JsonOptions = {},
): Generator<RowOf<C>> {
  const found = valueAt(parseDocument(text), options.path)
  if (!Array.isArray(found)) {
    throw tableErrors.noSuchPlace({ path: options.path ?? '', found: kindOf(found) })
  }
  const shape = objectShaper(columns, options)
  let rowNumber = 0
  for (const item of found as readonly unknown[]) {
    rowNumber += 1
    const at = rowNumber
    const row = shape(item, at, () => ({ row: at, text: JSON.stringify(item) }))
    if (row !== undefined) yield row
  }
}

/** Rows of a text with one JSON object a line. Throws `UnreadableLine`. */
export function jsonLinesReader<C extends Columns>(
  columns: C,
  options: RowOptions & { readonly longestLine?: number } = {},
): TextReader<RowOf<C>> {
  const shape = objectShaper(columns, options)
  const { longestLine = 16_000_000 } = options
  let rest = ''
  let line = 0
  let rowNumber = 0

  function readLine(text: string): RowOf<C> | undefined {
    line += 1
    const bare = (line === 1 ? text.replace(/^\uFEFF/, '') : text).trim()
    if (bare === '') return undefined
    rowNumber += 1
    const place = { line, text: bare }
    const item = parseLine(bare)
    if ('value' in item) return shape(item.value, rowNumber, () => place)
    const problem = new UnreadableLine(place, `it is no JSON: ${item.problem}`)
    if (options.onUnreadable === undefined) throw problem
    options.onUnreadable(problem)
    return undefined
  }

  function* readLines(lines: readonly string[]): Generator<RowOf<C>> {
    for (const text of lines) {
      const row = readLine(text)
      if (row !== undefined) yield row
    }
  }

  return {
    *push(piece) {
      const lines = piece.split('\n')
      lines[0] = rest + (lines[0] ?? '')
      rest = lines.pop() ?? ''
      yield* readLines(lines)
      if (rest.length <= longestLine) return
      const text = rest.slice(0, 300)
      const problem = `it is longer than ${longestLine} characters.`
      throw new UnreadableLine({ line: line + 1, text }, problem)
    },
    *end() {
      yield* readLines([rest])
      rest = ''
    },
  }
}

function objectShaper<C extends Columns>(columns: C, options: RowOptions) {
  const shape = rowShaper(columns, options)
  const paths = new Map(
    Object.keys(columns).map((name) => [name, options.names?.[name] ?? name] as const),
  )
  return (item: unknown, rowNumber: number, place: Parameters<typeof shape>[2]) => {
    if (!isObject(item)) {
      const problem = new UnreadableLine(place(), `it is no object, but ${kindOf(item)}.`)
      if (options.onUnreadable === undefined) throw problem
      options.onUnreadable(problem)
      return undefined
    }
    return shape((name) => memberOf(item, paths.get(name) ?? name), rowNumber, place)
  }
}

/** A member by its whole name, else by the names between the dots. */
function memberOf(item: Readonly<Record<string, unknown>>, path: string): unknown {
  return Object.hasOwn(item, path) ? item[path] : valueAt(item, path)
}

function valueAt(value: unknown, path = ''): unknown {
  if (path === '') return value
  let found = value
  for (const part of path.split('.')) {
    if (!isObject(found) || !Object.hasOwn(found, part)) return undefined
    found = found[part]
  }
  return found
}

function parseDocument(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const problem = messageOf(error)
    const line = Number(/line (\d+)/.exec(problem)?.[1] ?? lineOf(text, problem))
    const shown = text.split('\n')[line - 1] ?? ''
    throw new UnreadableLine({ line, text: shown }, `it is no JSON: ${problem}`, error)
  }
}

function lineOf(text: string, problem: string): number {
  const position = /position (\d+)/.exec(problem)?.[1]
  const before = position === undefined ? text : text.slice(0, Number(position))
  return before.trimEnd().split('\n').length
}

function parseLine(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (error) {
    return { problem: messageOf(error) }
  }
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
