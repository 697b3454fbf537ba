import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { tableErrors } from '../errors.ts'
import { ident, quoted, sql, type Sql } from '../sql.ts'
import type { TableEngine } from '../table-engine.ts'
import { readArrow } from './arrow-table.ts'
import { csvFile } from './csv-file.ts'
import type { CsvDialect } from './csv-records.ts'
import { evenLineEnds, hasMixedLineEnds } from './line-ends.ts'
import { decodePieces, packedEnding, unpackFile, unpackedName } from './unpack.ts'

const tableFormats = ['csv', 'json', 'jsonLines', 'parquet', 'arrow'] as const
export type TableFormat = (typeof tableFormats)[number]

const formats: Readonly<Record<string, TableFormat>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.json': 'json',
  '.jsonl': 'jsonLines',
  '.ndjson': 'jsonLines',
  '.parquet': 'parquet',
  '.arrow': 'arrow',
  '.arrows': 'arrow',
  '.feather': 'arrow',
}

/** The format that a name's ending tells, packed or not; undefined for what is no table. */
export function tableFormatOf(name: string): TableFormat | undefined {
  return formats[extname(unpackedName(name)).toLowerCase()]
}

/** A file as the engine reads it. */
export interface OpenedTable {
  readonly format: TableFormat
  readonly relation: Sql
  /** The columns with the engine's names of their types; those of a CSV file are all texts. */
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

export interface TableFileOptions extends Pick<CsvDialect, 'delimiter' | 'quote'> {
  /** What tells the format, where the path doesn't: a blob has no ending. */
  readonly name?: string
  /** Of a CSV or JSON file; UTF-8 if it is absent. */
  readonly encoding?: string
}

/**
 * Opens a CSV, JSON, JSON lines, Parquet or Arrow file, packed or not, for as long as `use` takes. What
 * the engine doesn't read as it is (a packed file, another encoding, mixed line endings) is written anew into
 * a temporary folder.
 * Throws `table.unknownFileType`, `UnreadableLine`, and what the engine throws.
 */
export async function withTableFile<Result>(
  engine: TableEngine,
  file: string,
  use: (table: OpenedTable) => Promise<Result>,
  options: TableFileOptions = {},
): Promise<Result> {
  const { name = file, encoding = 'utf-8' } = options
  const format = tableFormatOf(name)
  if (format === undefined) throw tableErrors.unknownFileType({ file: name })
  const isText = format !== 'parquet' && format !== 'arrow'
  const isPlain = packedEnding(name) === undefined && !(isText && !isUtf8(encoding))
  if (isPlain && !(format === 'csv' && (await hasMixedLineEnds(file))))
    return openPlain(engine, format, file, options, use)
  const folder = await mkdtemp(join(tmpdir(), 'swell-table-'))
  try {
    const path = join(folder, 'table')
    const bytes = unpackFile(file, name)
    const content = isText && !isUtf8(encoding) ? decodePieces(bytes, encoding) : bytes
    const written = format === 'csv' ? evenLineEnds(content) : content
    await pipeline(Readable.from(written), createWriteStream(path))
    return await openPlain(engine, format, path, options, use)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function isUtf8(encoding: string): boolean {
  return new TextDecoder(encoding).encoding === 'utf-8'
}

async function openPlain<Result>(
  engine: TableEngine,
  format: TableFormat,
  path: string,
  options: TableFileOptions,
  use: (table: OpenedTable) => Promise<Result>,
): Promise<Result> {
  if (format === 'csv') {
    const { relation, names } = await csvFile(path, options)
    return use({ format, relation, columns: names.map((name) => ({ name, type: 'VARCHAR' })) })
  }
  if (format === 'arrow') {
    const { columns, rows } = await readArrow(await readFile(path))
    return engine.withRows(columns, rows, async (table) =>
      describe(engine, format, ident(table), use),
    )
  }
  return describe(engine, format, relations[format](path), use)
}

const relations: Readonly<Record<'json' | 'jsonLines' | 'parquet', (path: string) => Sql>> = {
  json: (path) => sql`read_json_auto(${quoted(path)}, compression = 'uncompressed')`,
  jsonLines: (path) =>
    sql`read_json_auto(${quoted(path)}, format = 'newline_delimited', compression = 'uncompressed')`,
  parquet: (path) => sql`read_parquet(${quoted(path)})`,
}

async function describe<Result>(
  engine: TableEngine,
  format: TableFormat,
  relation: Sql,
  use: (table: OpenedTable) => Promise<Result>,
): Promise<Result> {
  const found = await engine.rows(sql`describe select * from ${relation}`)
  const columns = found.map((row) => ({
    name: String(row['column_name']),
    type: String(row['column_type']),
  }))
  return use({ format, relation, columns })
}
