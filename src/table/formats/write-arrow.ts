import { writeFile } from 'node:fs/promises'
import type { DataType } from '@uwdata/flechette'
import { sql, type Sql } from '../sql.ts'
import type { TableEngine } from '../table-engine.ts'
import { loadArrow } from './arrow-table.ts'

type Arrow = Awaited<ReturnType<typeof loadArrow>>

/**
 * Writes the rows of a query as an Arrow file, or as a stream. All of them are in memory meanwhile: for
 * more than a few million rows write Parquet.
 */
export async function writeArrow(
  engine: TableEngine,
  query: Sql,
  file: string,
  format: 'file' | 'stream' = 'file',
): Promise<void> {
  const arrow = await loadArrow()
  const described = await engine.rows(sql`describe ${query}`)
  const columns = await engine.columns(query)
  const built = described.map((row) => {
    const [name, type] = [String(row['column_name']), String(row['column_type'])]
    const values = (columns.get(name) ?? []).map((value) => value ?? null)
    return [name, arrow.columnFromArray(values, arrowType(arrow, type))] as const
  })
  const bytes = arrow.tableToIPC(arrow.tableFromColumns(Object.fromEntries(built)), { format })
  if (bytes !== null) await writeFile(file, bytes)
}

function arrowType(arrow: Arrow, type: string): DataType {
  if (/^U?(TINY|SMALL)INT$|^INTEGER$/.test(type)) return arrow.int32()
  if (/^U?(BIG|HUGE)INT$|^UINTEGER$/.test(type)) return arrow.int64()
  if (/^(DOUBLE|FLOAT|DECIMAL.*)$/.test(type)) return arrow.float64()
  if (type === 'BOOLEAN') return arrow.bool()
  if (type === 'DATE') return arrow.dateDay()
  // Moments are UTC to the millisecond; without a zone a reader would take them for local ones.
  if (type.startsWith('TIMESTAMP')) return arrow.timestamp(arrow.TimeUnit.MILLISECOND, 'UTC')
  return arrow.utf8()
}
