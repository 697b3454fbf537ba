import type { DataType, Table } from '@uwdata/flechette'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { messageOf } from '../../base/index.ts'
import { boolean, float, integer, text, timestamp, type Column, type Columns } from '../column.ts'
import { tableErrors } from '../errors.ts'
import type { EngineRow } from '../table-engine.ts'
import { unpackLz4Frame } from './lz4-frame.ts'

/** A table in Arrow's format, file or stream. */
export interface ArrowTable {
  readonly columns: Columns
  /** A NaN is no value: that is how most writers of Arrow mean it. */
  readonly rows: Iterable<EngineRow>
}

/** Loaded at its first use, as few need it. */
export async function loadArrow(): Promise<typeof import('@uwdata/flechette')> {
  const arrow = await import('@uwdata/flechette')
  arrow.setCompressionCodec(arrow.CompressionType.ZSTD, {
    encode: (bytes) => zstdCompressSync(bytes),
    decode: (bytes) => zstdDecompressSync(bytes),
  })
  arrow.setCompressionCodec(arrow.CompressionType.LZ4_FRAME, {
    // What isn't smaller for it is kept as it is: we write none.
    encode: (bytes) => bytes,
    decode: unpackLz4Frame,
  })
  return arrow
}

/** Reads Arrow bytes, file or stream, plain or packed by zstd or LZ4. Throws `table.cannotReadArrow`. */
export async function readArrow(bytes: Uint8Array): Promise<ArrowTable> {
  const arrow = await loadArrow()
  try {
    if (bytes.byteLength === 0) throw new Error('it is empty')
    const table = arrow.tableFromIPC(bytes, { useDate: true })
    const optional = true
    const columns = Object.fromEntries(
      table.schema.fields.map(({ name, type }) => [name, columnOf(type, optional)]),
    )
    return { columns, rows: rowsOf(table, columns) }
  } catch (error) {
    throw tableErrors.cannotReadArrow({ problem: messageOf(error) }, error)
  }
}

/** Arrow's numbers of its types, see `Type` of the format. */
const typeIds = { dictionary: -1, int: 2, float: 3, bool: 6, decimal: 7, date: 8, timestamp: 10 }

function columnOf(type: DataType, optional: true): Column {
  switch (type.typeId) {
    case typeIds.dictionary:
      return columnOf((type as { readonly dictionary: DataType }).dictionary, optional)
    case typeIds.int:
      return integer({ optional })
    case typeIds.float:
    case typeIds.decimal:
      return float({ optional })
    case typeIds.bool:
      return boolean({ optional })
    case typeIds.date:
    case typeIds.timestamp:
      return timestamp({ optional })
    default:
      return text({ optional })
  }
}

function* rowsOf(table: Table, columns: Columns): Generator<EngineRow> {
  const children = Object.entries(columns).map(([name, { type }], at) => {
    return { name, type, child: table.getChildAt(at) }
  })
  for (let at = 0; at < table.numRows; at += 1) {
    const row: Record<string, unknown> = {}
    for (const { name, type, child } of children) {
      const value: unknown = child.at(at)
      if (value === null || value === undefined || Number.isNaN(value)) continue
      row[name] = type === 'text' && typeof value !== 'string' ? toText(value) : value
    }
    yield row
  }
}

function toText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' ? part.toString() : part,
  )
}
