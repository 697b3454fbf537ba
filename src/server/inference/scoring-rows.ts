import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suggestName } from '../../base/index.ts'
import {
  csvSplitter,
  parseCsv,
  readTableFile,
  UnreadableLine,
  type Columns,
  type TableEngine,
} from '../../table/index.ts'
import { inferenceErrors } from './errors.ts'
import { parseLooseJson } from './parse-loose-json.ts'
import { isRecord } from '../is-record.ts'

type Row = Readonly<Record<string, unknown>>

/** The forms in which MLflow's scoring takes rows as JSON; a body has exactly one. */
const forms = {
  dataframe_split: fromSplit,
  dataframe_records: fromRecords,
  instances: fromRecords,
  inputs: (value: unknown, name: string) =>
    isRecord(value) ? fromColumns(value) : fromRecords(value, name),
} as const

/** Reads the JSON of MLflow's scoring. Throws `inferRequestWrong`. */
export function rowsOfJson(body: Buffer): readonly Row[] {
  const json = parse(body)
  if (!isRecord(json))
    throw wrong(`it must be an object${Array.isArray(json) ? ', not a list' : ''}`)
  const { params, ...given } = json
  if (params !== undefined && !(isRecord(params) && Object.keys(params).length === 0)) {
    throw wrong('"params" is not empty, and no service takes any')
  }
  const names = Object.keys(given)
  const [name = ''] = names
  const read = Object.hasOwn(forms, name) ? forms[name as keyof typeof forms] : undefined
  if (names.length === 1 && read !== undefined) return read(given[name], name)
  throw wrong(`it must have exactly one of ${Object.keys(forms).join(', ')}`)
}

function parse(body: Buffer): unknown {
  try {
    return parseLooseJson(body.toString('utf8'))
  } catch (error) {
    throw wrong('the body is not JSON', error)
  }
}

function fromSplit(value: unknown): Row[] {
  if (!isRecord(value)) throw wrong('"dataframe_split" must be an object')
  const { columns, data } = value
  const isTable = isTexts(columns) && Array.isArray(data) && data.every(Array.isArray)
  if (!isTable) throw wrong('"dataframe_split" must have "columns" (names) and "data" (rows)')
  return data.map((cells: readonly unknown[], at) => {
    if (cells.length === columns.length) return toRow(columns, (_, place) => cells[place])
    throw wrong(`row ${at + 1} has ${cells.length} values for ${columns.length} columns`)
  })
}

function fromRecords(value: unknown, name: string): readonly Row[] {
  if (Array.isArray(value) && value.length > 0 && value.every(isRecord)) return value
  throw wrong(`"${name}" must be a list of rows, each an object with the names of the inputs`)
}

function fromColumns(columns: Row): Row[] {
  const names = Object.keys(columns)
  const values = names.map((name): readonly unknown[] => {
    const column = columns[name]
    return Array.isArray(column) ? column : [column]
  })
  const lengths = new Set(values.map(({ length }) => length))
  const [count = 0] = lengths
  if (lengths.size > 1) throw wrong('the lists of "inputs" are of different lengths')
  return Array.from({ length: count }, (_, row) =>
    toRow(names, (_name, place) => values[place]?.[row]),
  )
}

/** Reads CSV with a head. Throws `inferRequestWrong`. */
export function rowsOfCsv(body: Buffer, columns: Columns): Row[] {
  const text = body.toString('utf8')
  try {
    const names = headOf(text)
    const unknown = names.find((name) => !Object.hasOwn(columns, name))
    if (unknown !== undefined) {
      throw wrong(`there is no input "${unknown}". ${suggestName(unknown, Object.keys(columns))}`)
    }
    const rows: readonly Row[] = [...parseCsv(text, columns)]
    return rows.map((row) => toRow(names, (name) => row[name] ?? null))
  } catch (error) {
    if (error instanceof UnreadableLine) throw wrong(error.message, error)
    throw error
  }
}

/** The names in the first line. Throws `UnreadableLine`. */
function headOf(text: string): readonly string[] {
  const splitter = csvSplitter()
  for (const { fields } of splitter.push(text)) return fields.map((field) => field.trim())
  for (const { fields } of splitter.end()) return fields.map((field) => field.trim())
  return []
}

/** Reads a Parquet file. Throws `inferRequestWrong`. */
export async function rowsOfParquet(engine: TableEngine, body: Buffer): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'groundswell-scoring-'))
  try {
    const file = join(folder, 'rows.parquet')
    await writeFile(file, body)
    const rows = await readTableFile(engine, file)
    return rows.map((row) => toRow(Object.keys(row), (name) => row[name] ?? null))
  } catch (error) {
    throw wrong('the body is not a Parquet file that can be read', error)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function toRow(
  names: readonly string[],
  valueOf: (name: string, place: number) => unknown,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.map((name, place) => [name, valueOf(name, place)]))
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function wrong(problem: string, cause?: unknown) {
  return inferenceErrors.inferRequestWrong({ problem }, cause)
}
