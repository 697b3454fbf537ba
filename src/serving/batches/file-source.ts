import { access } from 'node:fs/promises'
import { isSwellError, messageOf, suggestName } from '../../base/index.ts'
import type { Moment } from '../../features/index.ts'
import { digestOfFile } from '../../storage/index.ts'
import {
  ident,
  joinSql,
  sql,
  tableFormatOf,
  timestamp,
  withTableFile,
  type Columns,
  type ColumnType,
  type EngineRow,
  type OpenedTable,
  type TableEngine,
} from '../../table/index.ts'
import { servingErrors } from '../errors.ts'
import { isKeyless, keyOfRow } from '../keyless.ts'
import { keyColumns } from '../predictions-group.ts'
import { requestRowParser } from '../request-row.ts'
import type { ServedModel } from '../served-model.ts'
import type { MomentSource } from './moment-source.ts'

/** Where rows are read, and how the file is called in messages. */
export interface RowFile {
  readonly path: string
  readonly name: string
}

/**
 * Opens a file of rows for as long as `use` takes: the key of the model's label, `at`, and what its view wants of a
 * request. All rows are read once beforehand, so that a wrong one is told before anything is predicted. Throws
 * `batchFileMissing`, `batchColumnMissing`, `batchRowWrong` or `batchFileWrong`.
 */
export async function withFileSource<Result>(
  engine: TableEngine,
  model: ServedModel,
  file: RowFile,
  use: (source: MomentSource) => Promise<Result>,
): Promise<Result> {
  const { path, name } = file
  await access(path).catch((error: unknown) => {
    throw servingErrors.batchFileMissing({ file: name }, error)
  })
  const digest = await digestOfFile(path)
  if (tableFormatOf(path) === undefined) {
    throw servingErrors.batchFileWrong({ file: name, problem: 'its ending tells no table format' })
  }
  let opened = false
  try {
    return await withTableFile(engine, path, async (table) => {
      const source = await openSource(engine, model, file, { table, digest })
      opened = true
      return use(source)
    })
  } catch (error) {
    if (opened || isSwellError(error)) throw error
    const problem = messageOf(error).split('\n', 1)[0] ?? ''
    throw servingErrors.batchFileWrong({ file: name, problem }, error)
  }
}

async function openSource(
  engine: TableEngine,
  model: ServedModel,
  { name }: RowFile,
  { table, digest }: { readonly table: OpenedTable; readonly digest: string },
): Promise<MomentSource> {
  const columns: Columns = { ...keyColumns(model), at: timestamp(), ...model.view.request }
  const mayLack = isKeyless(model.view) ? ['at', ...model.view.label.group.key] : ['at']
  const found = table.columns.map((column) => column.name)
  for (const [column, { optional }] of Object.entries(columns)) {
    if (found.includes(column) || optional || mayLack.includes(column)) continue
    const suggestion = suggestName(column, found)
    throw servingErrors.batchColumnMissing({ file: name, column, suggestion })
  }
  const names = Object.keys(columns).filter((column) => found.includes(column))
  const query = sql`select ${joinSql(names.map(ident), ', ')} from ${table.relation}`
  const moments = (knownBy: Date) => {
    const toMoment = momentReader(model, name, { columns, names, knownBy })
    return readMoments(engine.stream(query), toMoment)
  }
  const rowCount = await countRows(moments(new Date(0)))
  return {
    identity: { file: digest },
    knowsByItself: false,
    ignored: found.filter((column) => !names.includes(column)),
    count: async () => rowCount,
    moments: ({ knownBy }) => moments(knownBy),
  }
}

type ToMoment = (row: EngineRow, rowNumber: number) => Moment

/** Holds the rows of a file to what a request of the service may be. */
function momentReader(
  model: ServedModel,
  file: string,
  about: { readonly columns: Columns; readonly names: readonly string[]; readonly knownBy: Date },
): ToMoment {
  const { columns, names, knownBy } = about
  const types = names.map((column) => [column, columns[column]?.type ?? 'text'] as const)
  const parse = requestRowParser(model, new Set(), keyOfRow)
  return (row, rowNumber) => {
    try {
      const { key, at, request } = parse(readRow(types, row), rowNumber, knownBy)
      return { key, at, ...(request === undefined ? {} : { request }) }
    } catch (error) {
      if (!isSwellError(error)) throw error
      throw servingErrors.batchRowWrong({ file, problem: error.message }, error)
    }
  }
}

async function* readMoments(
  batches: AsyncIterable<readonly EngineRow[]>,
  toMoment: ToMoment,
): AsyncGenerator<readonly Moment[]> {
  let before = 0
  for await (const rows of batches) {
    const first = before + 1
    yield rows.map((row, at) => toMoment(row, first + at))
    before += rows.length
  }
}

async function countRows(moments: AsyncIterable<readonly unknown[]>): Promise<number> {
  let rowCount = 0
  for await (const { length } of moments) rowCount += length
  return rowCount
}

/** A file's own idea of a type (a station named 12, numbers as texts) gives way to the column's. */
function readRow(types: readonly (readonly [string, ColumnType])[], row: EngineRow): EngineRow {
  return Object.fromEntries(types.map(([name, type]) => [name, readValue(type, row[name])]))
}

function readValue(type: ColumnType, value: unknown): unknown {
  if (value === undefined || value === null || value === '') return undefined
  switch (type) {
    case 'text':
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
    case 'integer':
    case 'float':
      return typeof value === 'string' && Number.isFinite(Number(value)) ? Number(value) : value
    case 'boolean':
      return value === 'true' || value === 'false' ? value === 'true' : value
    case 'timestamp':
      return value
  }
}
