import type { DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api'
import type { TypedColumn } from './table-engine.ts'

interface Library {
  readonly duckdb: typeof import('@duckdb/node-api')
  readonly bindings: typeof import('@duckdb/node-bindings')
}

interface Collector {
  add(chunk: DuckDBDataChunk): void
  column(): TypedColumn
}

export type TypedColumns = ReadonlyMap<string, TypedColumn>

/**
 * Reads a result chunk by chunk into columns, in batches of so many rows or up to a chunk of the engine's
 * more: no row and no number becomes an object on the way. A result without rows is one batch without any.
 */
export async function* collectBatches(
  library: Library,
  result: DuckDBResult,
  rowCount: number,
): AsyncGenerator<TypedColumns> {
  let collector = openCollector(library, result, rowCount)
  let held = 0
  let isFirst = true
  for await (const chunk of chunksOf(result)) {
    collector.add(chunk)
    held += chunk.rowCount
    if (held < rowCount) continue
    yield collector.columns()
    collector = openCollector(library, result, rowCount)
    held = 0
    isFirst = false
  }
  if (held > 0 || isFirst) yield collector.columns()
}

async function* chunksOf(result: DuckDBResult): AsyncGenerator<DuckDBDataChunk> {
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) return
    yield chunk
  }
}

function openCollector({ duckdb, bindings }: Library, result: DuckDBResult, rowCount: number) {
  const names = result.deduplicatedColumnNames()
  const reserved = Math.min(rowCount, mostReserved) + chunkRows
  const collectors = result
    .columnTypes()
    .map(({ typeId }, at) =>
      typeId === duckdb.DuckDBTypeId.DOUBLE ? doubles(bindings, at, reserved) : values(duckdb, at),
    )
  return {
    add(chunk: DuckDBDataChunk): void {
      for (const collector of collectors) collector.add(chunk)
    },
    columns: (): TypedColumns =>
      new Map(collectors.map((collector, at) => [names[at] ?? '', collector.column()])),
  }
}

/** A piece of the engine's result. */
const chunkRows = 2048
/** What is reserved and never touched takes no memory, but setting it aside takes time. */
const mostReserved = 100_000

function doubles(bindings: Library['bindings'], at: number, reserved: number): Collector {
  let held = new Float64Array(reserved)
  let count = 0
  return {
    add({ chunk, rowCount }) {
      if (count + rowCount > held.length) {
        const larger = new Float64Array(2 * held.length)
        larger.set(held)
        held = larger
      }
      const vector = bindings.data_chunk_get_vector(chunk, at)
      const bytes = bindings.vector_get_data(vector, rowCount * Float64Array.BYTES_PER_ELEMENT)
      held.set(new Float64Array(bytes.buffer, bytes.byteOffset, rowCount), count)
      // One bit a row, in words of 64; nothing where all are there.
      const present = bindings.vector_get_validity(vector, Math.ceil(rowCount / 64) * 8) ?? noBits
      for (let row = 0; row < present.length * 8 && row < rowCount; row += 1) {
        if (((present[row >> 3] ?? 0) & (1 << (row & 7))) === 0) held[count + row] = Number.NaN
      }
      count += rowCount
    },
    // What was reserved beyond was never touched, so it takes no memory.
    column: () => held.subarray(0, count),
  }
}

const noBits = new Uint8Array(0)

/** Above, nearly every text is another, and looking for equal ones costs more than it saves. */
const mostTexts = 100_000

function values(duckdb: Library['duckdb'], at: number): Collector {
  const held: unknown[] = []
  const texts = new Map<string, string>()
  const toValue = (value: unknown): unknown => {
    if (value === null) return undefined
    if (typeof value === 'bigint') return Number(value)
    if (typeof value !== 'string') return value
    const found = texts.get(value)
    if (found === undefined && texts.size < mostTexts) texts.set(value, value)
    return found ?? value
  }
  return {
    add(chunk) {
      for (const value of chunk.convertColumnValues(at, duckdb.JSDuckDBValueConverter)) {
        held.push(toValue(value))
      }
    },
    column: () => held,
  }
}
