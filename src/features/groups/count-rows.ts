import { ident, sql, type TableEngine } from '../../table/index.ts'

export async function countRows(engine: TableEngine, table: string): Promise<number> {
  const [row] = await engine.rows(sql`select count(*) as row_count from ${ident(table)}`)
  return Number(row?.['row_count'])
}
