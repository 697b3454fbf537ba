import { open, readFile } from 'node:fs/promises'
import { messageOf } from '../../base/index.ts'
import {
  csvSplitter,
  decodePieces,
  mostFrequent,
  readArrow,
  readPieces,
  sql,
  unpackFile,
  type EngineRow,
  type TableEngine,
  type TableFormat,
  type TextReader,
  UnreadableLine,
} from '../../table/index.ts'
import { unpackBytes } from '../sources/decode-text.ts'
import { deliveredFile } from '../sources/delivered-file.ts'
import { inferErrors } from './errors.ts'

/** The rows of a file with their values as they stand there, and how the file was read. */
export interface RawRows {
  readonly encoding: string | undefined
  readonly delimiter?: string
  readonly path?: string
  readonly rows: AsyncIterable<readonly EngineRow[]>
}

/** Opens a file of a known format. Text is read as UTF-8 or, if it is none, as another likely encoding. */
export async function openRawRows(
  engine: TableEngine,
  file: string,
  format: TableFormat,
): Promise<RawRows> {
  switch (format) {
    case 'parquet': {
      const content = { name: file, encoding: undefined, content: file }
      const rows = deliveredFile(engine, content).selectParquet(() => sql`*`)
      return { encoding: undefined, rows }
    }
    case 'arrow': {
      const { rows } = await readArrow(unpackBytes(file, await readFile(file)))
      return { encoding: undefined, rows: inOne(rows) }
    }
    case 'csv': {
      const encoding = await findEncoding(file)
      const delimiter = mostFrequent(await readHead(file, encoding))
      const rows = readPieces(csvObjects(delimiter), piecesOf(file, encoding))
      return { encoding, delimiter, rows }
    }
    case 'jsonLines': {
      const encoding = await findEncoding(file)
      return { encoding, rows: readPieces(jsonObjects(), piecesOf(file, encoding)) }
    }
    case 'json': {
      const encoding = await findEncoding(file)
      const pieces: string[] = []
      for await (const piece of piecesOf(file, encoding)) pieces.push(piece)
      const { path, rows } = findRows(file, pieces.join(''))
      return {
        encoding,
        ...(path === '' ? {} : { path }),
        rows: inOne(rows.map((row) => flatten(row))),
      }
    }
  }
}

function piecesOf(file: string, encoding: string | undefined): AsyncIterable<string> {
  return decodePieces(unpackFile(file), encoding)
}

/** Undefined for UTF-8. */
async function findEncoding(file: string): Promise<string | undefined> {
  const begin = await readBegin(file)
  if (begin[0] === 0xff && begin[1] === 0xfe) return 'utf-16le'
  if (begin[0] === 0xfe && begin[1] === 0xff) return 'utf-16be'
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    for await (const piece of unpackFile(file)) decoder.decode(piece, { stream: true })
    decoder.decode()
    return undefined
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252'
    throw error
  }
}

async function readBegin(file: string): Promise<Uint8Array> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function readHead(file: string, encoding: string | undefined): Promise<string> {
  let text = ''
  for await (const piece of piecesOf(file, encoding)) {
    text += piece
    if (/[\r\n]/.test(text.trimStart()) || text.length > 1_000_000) break
  }
  return (
    text
      .replace(/^\uFEFF/, '')
      .trimStart()
      .split(/\r\n|\n|\r/, 1)[0] ?? ''
  )
}

function csvObjects(delimiter: string): TextReader<EngineRow> {
  const splitter = csvSplitter({ delimiter })
  let head: readonly string[] | undefined
  function* read(records: ReturnType<typeof splitter.push>): Generator<EngineRow> {
    for (const { line, raw, fields } of records) {
      if (head === undefined) {
        head = fields.map((field) => field.trim())
        const twice = head.find((name, at) => head?.indexOf(name) !== at)
        const problem = `the head names "${twice}" twice.`
        if (twice !== undefined) throw new UnreadableLine({ line, text: raw }, problem)
        continue
      }
      if (fields.length !== head.length) {
        const what = fields.length === 1 ? 'value' : 'values'
        const problem = `${fields.length} ${what}, where the head has ${head.length} names.`
        throw new UnreadableLine({ line, text: raw }, problem)
      }
      yield Object.fromEntries(head.map((name, at) => [name, fields[at]]))
    }
  }
  return { push: (piece) => read(splitter.push(piece)), end: () => read(splitter.end()) }
}

function jsonObjects(): TextReader<EngineRow> {
  const splitter = csvSplitter({ delimiter: '\n', quote: '' })
  function* read(records: ReturnType<typeof splitter.push>): Generator<EngineRow> {
    for (const { line, raw } of records) {
      const item = parseJson(raw, line)
      if (!isObject(item)) throw new UnreadableLine({ line, text: raw }, 'it is no object.')
      yield flatten(item)
    }
  }
  return { push: (piece) => read(splitter.push(piece)), end: () => read(splitter.end()) }
}

function parseJson(text: string, line: number): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new UnreadableLine({ line, text }, `it is no JSON: ${messageOf(error)}`, error)
  }
}

/** The first array of objects of a document, looked for from above. */
function findRows(file: string, text: string) {
  const waiting: { readonly path: string; readonly value: unknown }[] = [
    { path: '', value: parseJson(text.replace(/^\uFEFF/, ''), 1) },
  ]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { path, value } = next
    if (Array.isArray(value) && value.length > 0 && value.every(isObject)) {
      return { path, rows: value }
    }
    if (!isObject(value)) continue
    for (const [name, member] of Object.entries(value)) {
      waiting.push({ path: path === '' ? name : `${path}.${name}`, value: member })
    }
  }
  throw inferErrors.nothingToInfer({ file, problem: 'it has no array of objects' })
}

/** Objects within a row are columns by their path. */
function flatten(row: Readonly<Record<string, unknown>>, prefix = ''): EngineRow {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      isObject(value)
        ? Object.entries(flatten(value, `${prefix}${name}.`))
        : [[`${prefix}${name}`, value] as const],
    ),
  )
}

// oxlint-disable-next-line require-await
async function* inOne(rows: Iterable<EngineRow>): AsyncGenerator<readonly EngineRow[]> {
  yield [...rows]
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  )
}
