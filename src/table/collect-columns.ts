import type { DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api'
import type { TypedColumn } from './table-engine.ts'

type DuckDB = typeof import('@duckdb/node-api')

interface Collector {
  add(chunk: DuckDBDataChunk): void
  column(): TypedColumn
}

/** Reads a result chunk by chunk into columns: no row and no number becomes an object on the way. */
export async function collectColumns(
  duckdb: DuckDB,
  result: DuckDBResult,
): Promise<ReadonlyMap<string, TypedColumn>> {
  const names = result.deduplicatedColumnNames()
  const collectors = result
    .columnTypes()
    .map(({ typeId }, at) =>
      typeId === duckdb.DuckDBTypeId.DOUBLE ? doubles(at) : values(duckdb, at),
    )
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) break
    for (const collector of collectors) collector.add(chunk)
  }
  return new Map(collectors.map((collector, at) => [names[at] ?? '', collector.column()]))
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
