import type { DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api'
import type { TypedColumn } from './table-engine.ts'

type DuckDB = typeof import('@duckdb/node-api')

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
  duckdb: DuckDB,
  result: DuckDBResult,
  rowCount: number,
): AsyncGenerator<TypedColumns> {
  let collector = openCollector(duckdb, result)
  let held = 0
  let isFirst = true
  for await (const chunk of chunksOf(result)) {
    collector.add(chunk)
    held += chunk.rowCount
    if (held < rowCount) continue
    yield collector.columns()
    collector = openCollector(duckdb, result)
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

function openCollector(duckdb: DuckDB, result: DuckDBResult) {
  const names = result.deduplicatedColumnNames()
  const collectors = result
    .columnTypes()
    .map(({ typeId }, at) =>
      typeId === duckdb.DuckDBTypeId.DOUBLE ? doubles(at) : values(duckdb, at),
    )
  return {
    add(chunk: DuckDBDataChunk): void {
      for (const collector of collectors) collector.add(chunk)
    },
    columns: (): TypedColumns =>
      new Map(collectors.map((collector, at) => [names[at] ?? '', collector.column()])),
  }
}

function doubles(at: number): Collector {
  let held = new Float64Array(2048)
  let count = 0
  return {
    add(chunk) {
      const { rowCount } = chunk
      const vector = chunk.getColumnVector(at)
      if (count + rowCount > held.length) {
        const larger = new Float64Array(2 * held.length)
        larger.set(held)
        held = larger
      }
      for (let row = 0; row < rowCount; row += 1) {
        const value = vector.getItem(row)
        held[count + row] = typeof value === 'number' ? value : Number.NaN
      }
      count += rowCount
    },
    // What was reserved beyond was never touched, so it takes no memory.
    column: () => held.subarray(0, count),
  }
}

/** Above, nearly every text is another, and looking for equal ones costs more than it saves. */
const mostTexts = 100_000

function values(duckdb: DuckDB, at: number): Collector {
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
