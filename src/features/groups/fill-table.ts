import type { Clock } from '../../base/index.ts'
import { rowFaultFinder } from '../../data/index.ts'
import { ident, sql, type EngineRow, type TableEngine } from '../../table/index.ts'
import type { Group } from './group.ts'
import { storedColumns } from './system-columns.ts'

/** Bounds memory: so many rows are held before they go into the engine. */
const rowsAtOnce = 20_000

/**
 * Puts fetched rows into a temporary table as they come, as they are to be stored. Throws a `TypeError`
 * for a row that is not of the group's columns.
 */
export async function fillTable(
  { engine, now }: { readonly engine: TableEngine; readonly now: Clock },
  group: Group,
  table: string,
  rows: Iterable<EngineRow> | AsyncIterable<EngineRow>,
): Promise<void> {
  const columns = storedColumns(group.columns)
  const faultOf = rowFaultFinder(group.columns)
  const fetchedAt = now()
  let pending: EngineRow[] = []
  let rowCount = 0
  const flush = async (): Promise<void> => {
    const chunk = pending
    pending = []
    await engine.withRows(columns, chunk, (own) =>
      engine.run(sql`insert into ${ident(table)} from ${ident(own)}`),
    )
  }
  for await (const row of rows) {
    rowCount += 1
    const fault = faultOf(row)
    if (fault !== undefined) throw new TypeError(`Row ${rowCount}: ${fault}.`)
    pending.push({ ...row, _known_at: group.knownAt?.(row) ?? fetchedAt })
    if (pending.length === rowsAtOnce) await flush()
  }
  if (pending.length > 0) await flush()
}
