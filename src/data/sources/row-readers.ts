import { extname } from 'node:path/posix'
import {
  csvReader,
  jsonLinesReader,
  parseJson,
  parquetColumns,
  plainColumns,
  readArrow,
  readPieces,
  rowShaper,
  sql,
  tableErrors,
  tableFormatOf,
  unpackedName,
  type Columns,
  type CsvOptions,
  type EngineRow,
  type JsonOptions,
  type RowOf,
  type RowOptions,
  type Sql,
} from '../../table/index.ts'
import { collectLeftOut, type LeftOutOptions } from './left-out.ts'
import type { DeliveredFile, ReadFile } from './read-file.ts'

/** What every reader of a format can be told. */
interface ReaderOptions<C extends Columns> extends LeftOutOptions {
  /** Columns that are no part of the file, but told by what is known of it: `{ port: ({ name }) => … }`. */
  readonly add?: { readonly [Name in keyof C]?: (file: DeliveredFile) => RowOf<C>[Name] }
  /** When the rows of a file were known; the moment of reading when it is absent. */
  readonly knownAt?: (file: DeliveredFile) => Date
}

type OwnOptions<Options, C extends Columns> = Omit<Options, 'onUnreadable'> & ReaderOptions<C>
type Batches<C extends Columns> = AsyncIterable<readonly RowOf<C>[]>

/** Reads CSV with a head, of any length: `read: csvRows(columns, { delimiter: ';', missing: ['?'] })`. */
export function csvRows<C extends Columns>(
  columns: C,
  options: OwnOptions<CsvOptions, C> = {},
): ReadFile<C> {
  // Made once before anything is read: an option that can't be is found where it is written.
  csvReader(columns, options)
  return readerOf(columns, options, (file, own, found) =>
    readPieces(csvReader(found, { ...tabbed(file), ...own }), file.pieces()),
  )
}

/** A .tsv file is one, unless the options tell otherwise. */
function tabbed({ name }: DeliveredFile): CsvOptions {
  return extname(unpackedName(name)).toLowerCase() === '.tsv' ? { delimiter: '\t' } : {}
}

/** Reads a JSON document that has an array of objects, or has one at `path`. */
export function jsonRows<C extends Columns>(
  columns: C,
  options: OwnOptions<JsonOptions, C> = {},
): ReadFile<C> {
  rowShaper(columns, options)
  return readerOf(columns, options, (file, own, found) =>
    inBatches(() => parseJson(file.text, found, own)),
  )
}

/** Reads texts with one JSON object a line, of any length. */
export function jsonLines<C extends Columns>(
  columns: C,
  options: OwnOptions<RowOptions & { readonly longestLine?: number }, C> = {},
): ReadFile<C> {
  rowShaper(columns, options)
  return readerOf(columns, options, (file, own, found) =>
    readPieces(jsonLinesReader(found, own), file.pieces()),
  )
}

/** Reads Parquet of any size: only the declared columns, row group by row group. A NaN is no value. */
export function parquetRows<C extends Columns>(
  columns: C,
  options: OwnOptions<RowOptions, C> = {},
): ReadFile<C> {
  rowShaper(columns, options)
  const read = readerOf(columns, options, (file, own, found) =>
    shaped(found, own, parquetBatches(file, found, own)),
  )
  const { names, knownAt: _, ...others } = options
  if (Object.keys(others).length > 0) return read
  return (file) => ({ ...read(file), query: () => parquetQuery(file, columns, names) })
}

/** Reads Arrow, files and streams, plain or packed by zstd or LZ4. A NaN is no value. */
export function arrowRows<C extends Columns>(
  columns: C,
  options: OwnOptions<RowOptions, C> = {},
): ReadFile<C> {
  rowShaper(columns, options)
  return readerOf(columns, options, (file, own, found) =>
    shaped(found, own, arrowBatches(file, found, own)),
  )
}

/** Reads each file in the format that its name ends with: what a group does that has no `read`. */
export function tableRows<C extends Columns>(
  columns: C,
  options: OwnOptions<RowOptions, C> = {},
): ReadFile<C> {
  const readers = {
    csv: csvRows(columns, options),
    json: jsonRows(columns, options),
    jsonLines: jsonLines(columns, options),
    parquet: parquetRows(columns, options),
    arrow: arrowRows(columns, options),
  }
  return (file) => {
    const format = tableFormatOf(file.name)
    if (format === undefined) throw tableErrors.unknownFileType({ file: file.name })
    return readers[format](file)
  }
}

function readerOf<C extends Columns, Options extends ReaderOptions<C>>(
  columns: C,
  options: Options,
  read: (
    file: DeliveredFile,
    own: Options & RowOptions,
    found: Columns,
  ) => AsyncIterable<readonly EngineRow[]>,
): ReadFile<C> {
  const { knownAt, add = {} } = options
  const found = Object.fromEntries(
    Object.entries(columns).filter(([name]) => !Object.hasOwn(add, name)),
  )
  return (file) => {
    const { leftOut, onUnreadable } = collectLeftOut(options)
    const rows = read(file, { ...options, onUnreadable }, found)
    return {
      // Of the found columns and those that are added, which are all.
      rows: withAdded(rows, file, add) as Batches<C>,
      leftOut,
      ...(knownAt === undefined ? {} : { knownAt: knownAt(file) }),
    }
  }
}

async function* withAdded(
  batches: AsyncIterable<readonly EngineRow[]>,
  file: DeliveredFile,
  add: Readonly<Record<string, ((file: DeliveredFile) => unknown) | undefined>>,
): AsyncGenerator<readonly EngineRow[]> {
  const added = Object.fromEntries(Object.entries(add).map(([name, of]) => [name, of?.(file)]))
  const hasNone = Object.keys(added).length === 0
  for await (const batch of batches) {
    yield hasNone ? batch : batch.map((row) => ({ ...row, ...added }))
  }
}

const rowsPerBatch = 2048

// oxlint-disable-next-line require-await
async function* inBatches<Row>(rowsOf: () => Iterable<Row>): AsyncGenerator<readonly Row[]> {
  let batch: Row[] = []
  for (const row of rowsOf()) {
    batch.push(row)
    if (batch.length < rowsPerBatch) continue
    yield batch
    batch = []
  }
  yield batch
}

async function* shaped<C extends Columns>(
  columns: C,
  options: RowOptions,
  batches: AsyncIterable<readonly EngineRow[]>,
): AsyncGenerator<readonly RowOf<C>[]> {
  const shape = rowShaper(columns, options)
  let rowNumber = 0
  for await (const batch of batches) {
    yield batch.flatMap((found) => {
      rowNumber += 1
      const place = { row: rowNumber, text: '' }
      const row = shape(
        (name) => found[name],
        rowNumber,
        () => ({ ...place, text: JSON.stringify(found) }),
      )
      return row === undefined ? [] : [row]
    })
  }
}

function parquetBatches(file: DeliveredFile, columns: Columns, { names }: RowOptions) {
  return file.selectParquet((found) => parquetColumns(columns, found, names))
}

async function* parquetQuery(
  file: DeliveredFile,
  columns: Columns,
  names: RowOptions['names'],
): AsyncGenerator<Sql> {
  for await (const { columns: found, relation, select } of file.openParquet()) {
    const plain = plainColumns(columns, found, names)
    if (plain === undefined) return
    for await (const [row] of select(sql`${plain.doubt} as doubt`)) {
      if (row?.['doubt'] === false) yield sql`select ${plain.select} from ${relation}`
    }
  }
}

async function* arrowBatches(file: DeliveredFile, columns: Columns, { names = {} }: RowOptions) {
  const { columns: found, rows } = await readArrow(file.bytes)
  const places = Object.entries(columns).map(([name, { optional }]) => {
    const from = names[name] ?? name
    if (found[from] !== undefined || optional) return [name, from] as const
    throw tableErrors.columnNotInFile({ column: from, found: `${Object.keys(found).join(', ')}.` })
  })
  yield* inBatches(function* () {
    for (const row of rows)
      yield Object.fromEntries(places.map(([name, from]) => [name, row[from]]))
  })
}
