import { sql, type Sql, type TableEngine } from '../../table/index.ts'
import type { FoundColumn } from './check.ts'

/** The columns that a relation has, without reading its rows. */
export async function findColumns(engine: TableEngine, relation: Sql): Promise<FoundColumn[]> {
  const rows = await engine.rows(sql`describe select * from ${relation}`)
  return rows.map((row) => ({
    name: String(row['column_name']),
    type: String(row['column_type']),
  }))
}
