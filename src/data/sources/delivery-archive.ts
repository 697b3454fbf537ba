import type { Digest } from '../../base/index.ts'
import { ident, parquetFiles, sql, text } from '../../table/index.ts'
import type { Delivery, NewText } from './delivery.ts'
import { dataErrors } from '../errors.ts'
import { putTable, type TableDeps } from './put-table.ts'

const archiveColumns = { delivery_id: text(), name: text(), text: text() }

/** Keeps texts as they came, many in one blob: thousands of small files would cost a disk write each. */
export async function archiveTexts(deps: TableDeps, texts: readonly NewText[]): Promise<Digest> {
  const rows = texts.map((one) => ({ delivery_id: one.id, name: one.name, text: one.text }))
  return deps.engine.withRows(archiveColumns, rows, (table) =>
    putTable(deps, sql`select * from ${ident(table)} order by name`),
  )
}

/** The text of a delivery, exactly as it came. */
export async function readDelivery(deps: TableDeps, delivery: Delivery): Promise<string> {
  const path = await deps.blobs.openPath(delivery.archive)
  const [row] = await deps.engine.rows(
    sql`select text from ${parquetFiles([path])} where delivery_id = ${delivery.id}`,
  )
  if (typeof row?.['text'] !== 'string')
    throw dataErrors.deliveryNotFound({ delivery: delivery.id })
  return row['text']
}
