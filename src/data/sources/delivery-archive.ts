import type { Digest } from '../../base/index.ts'
import { ident, parquetFiles, sql, text, type EngineRow } from '../../table/index.ts'
import type { Delivery, DeliveryId, NewText } from './delivery.ts'
import { sourceErrors } from './errors.ts'
import { putTable, type TableDeps } from './put-table.ts'

const archiveColumns = { delivery_id: text(), name: text(), text: text() }

/** Where each text is kept. */
export type Archived = ReadonlyMap<DeliveryId, Place>

type Place = Pick<Delivery, 'archive' | 'archivedAs'>

/**
 * Keeps texts as they came, many in one blob: thousands of small files would cost a disk write each.
 * What is large or no text is a blob of its own already.
 */
export async function archiveTexts(deps: TableDeps, texts: readonly NewText[]): Promise<Archived> {
  const rows = texts.flatMap(({ id, name, text }) =>
    text === undefined ? [] : [{ delivery_id: id, name, text }],
  )
  const together = rows.length === 0 ? undefined : await putTexts(deps, rows)
  return new Map(
    texts.flatMap(({ id, blob }): (readonly [DeliveryId, Place])[] => {
      if (blob !== undefined) return [[id, { archive: blob, archivedAs: 'file' }]]
      return together === undefined ? [] : [[id, { archive: together, archivedAs: 'text' }]]
    }),
  )
}

async function putTexts(deps: TableDeps, rows: readonly EngineRow[]): Promise<Digest> {
  return deps.engine.withRows(archiveColumns, rows, (table) =>
    putTable(deps, sql`select * from ${ident(table)} order by name`),
  )
}

/** What a delivery has brought, exactly as it came: its text, or the bytes of what is none. */
export async function readDelivery(
  deps: TableDeps,
  delivery: Delivery,
): Promise<string | Uint8Array> {
  if (delivery.archivedAs === 'file') return deps.blobs.get(delivery.archive)
  const path = await deps.blobs.openPath(delivery.archive)
  const [row] = await deps.engine.rows(
    sql`select text from ${parquetFiles([path])} where delivery_id = ${delivery.id}`,
  )
  if (typeof row?.['text'] !== 'string')
    throw sourceErrors.deliveryNotFound({ delivery: delivery.id })
  return row['text']
}
