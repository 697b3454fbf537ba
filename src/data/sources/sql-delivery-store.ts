import type { Digest } from '../../base/index.ts'
import type { DatabaseSession, DeliveriesTable } from '../../storage/index.ts'
import type { Archived } from './delivery-archive.ts'
import type { Delivery, DeliveryId, NewText, RefusalReason } from './delivery.ts'
import type { DeliveryStore } from './delivery-store.ts'
import { fileMark } from './file-mark.ts'

export function sqlDeliveryStore(database: DatabaseSession): DeliveryStore {
  const { queries } = database
  return {
    async seen(group, { retryRefused } = { retryRefused: false }) {
      const deliveries = await queries
        .selectFrom('deliveries')
        .select(['name', 'digest', 'stamp', 'status'])
        .where('group_name', '=', group)
        .orderBy('read_at')
        .execute()
      const files = await queries
        .selectFrom('source_files')
        .select(['name', 'digest', 'stamp'])
        .where('group_name', '=', group)
        .execute()
      const taken = deliveries.filter(({ status }) => status === 'accepted')
      const digests = new Set(
        (retryRefused ? taken : deliveries).map(({ digest }) => digest as Digest),
      )
      const seen = [...deliveries, ...files].filter(({ digest }) => digests.has(digest as Digest))
      return {
        digests,
        marks: new Set(seen.flatMap(({ name, stamp }) => fileMark(name, stamp ?? undefined) ?? [])),
        stamps: stampsOf(seen),
        takenStamps: stampsOf(taken),
      }
    },

    async list({ source, group, status, until, limit }) {
      let query = queries.selectFrom('deliveries').selectAll()
      if (source !== undefined) query = query.where('source', '=', source)
      if (group !== undefined) query = query.where('group_name', '=', group)
      if (status !== undefined) query = query.where('status', '=', status)
      if (until !== undefined) query = query.where('read_at', '<=', until.toISOString())
      const newest = query.orderBy('read_at', 'desc').orderBy('name', 'desc').limit(limit)
      return (await newest.execute()).map(toDelivery)
    },

    async find(id) {
      const row = await queries
        .selectFrom('deliveries')
        .selectAll()
        .where('delivery_id', '=', id)
        .executeTakeFirst()
      return row === undefined ? undefined : toDelivery(row)
    },

    async count(source) {
      const rows = await queries
        .selectFrom('deliveries')
        .select(['status', (e) => e.fn.countAll<number | string>().as('count')])
        .where('source', '=', source)
        .groupBy('status')
        .execute()
      const countOf = (status: string) =>
        Number(rows.find((row) => row.status === status)?.count ?? 0)
      return { accepted: countOf('accepted'), refused: countOf('refused') }
    },
  }
}

/** The last stamp of each name. */
function stampsOf(
  seen: readonly { readonly name: string; readonly stamp: string | null }[],
): ReadonlyMap<string, string> {
  return new Map(
    seen.flatMap(({ name, stamp }) => (stamp === null ? [] : [[name, stamp] as const])),
  )
}

/**
 * Remembers files as they were read, for the next load to leave them alone: those, too, that brought
 * nothing new.
 */
export async function rememberFiles(
  database: DatabaseSession,
  group: string,
  files: readonly Pick<NewText, 'name' | 'digest' | 'stamp'>[],
): Promise<void> {
  const rows = files.flatMap(({ name, digest, stamp }) =>
    stamp === undefined ? [] : [{ group_name: group, name, digest, stamp }],
  )
  if (rows.length === 0) return
  await database.transaction(async (session) => {
    for (let at = 0; at < rows.length; at += rowsPerInsert) {
      await session.queries
        .insertInto('source_files')
        .values(rows.slice(at, at + rowsPerInsert))
        .onConflict((conflict) =>
          conflict.columns(['group_name', 'name']).doUpdateSet((to) => ({
            digest: to.ref('excluded.digest'),
            stamp: to.ref('excluded.stamp'),
          })),
        )
        .execute()
    }
  })
}

/** How many rows one statement may insert: databases bound the number of parameters. */
const rowsPerInsert = 500

/**
 * Records texts as taken or refused, within the caller's transaction. One that was refused before and
 * is read again has its newest fate.
 */
export async function insertDeliveries(
  session: DatabaseSession,
  read: {
    readonly source: string
    readonly group: string
    readonly archive: Archived
    /** What was left out of texts that were taken. */
    readonly leftOut?: ReadonlyMap<DeliveryId, RefusalReason>
    readonly runId: string | undefined
    readonly texts: readonly NewText[]
    readonly refused: ReadonlyMap<DeliveryId, RefusalReason>
  },
): Promise<void> {
  const rows = read.texts.map((text): DeliveriesTable => {
    const refusal = read.refused.get(text.id)
    const reason = refusal ?? read.leftOut?.get(text.id)
    const kept = read.archive.get(text.id)
    if (kept === undefined) throw new TypeError(`${text.name} was not archived.`)
    return {
      delivery_id: text.id,
      source: read.source,
      group_name: read.group,
      name: text.name,
      digest: text.digest,
      size_bytes: text.sizeBytes,
      stamp: text.stamp ?? null,
      status: refusal === undefined ? 'accepted' : 'refused',
      reason: reason === undefined ? null : JSON.stringify(reason),
      read_at: text.readAt.toISOString(),
      archive: kept.archive,
      archived_as: kept.archivedAs,
      run_id: read.runId ?? null,
    }
  })
  for (let at = 0; at < rows.length; at += rowsPerInsert) {
    const some = rows.slice(at, at + rowsPerInsert)
    const ids = some.map((row) => row.delivery_id)
    await session.queries
      .deleteFrom('deliveries')
      .where('status', '=', 'refused')
      .where('delivery_id', 'in', ids)
      .execute()
    await session.queries.insertInto('deliveries').values(some).execute()
  }
}

function toDelivery(row: DeliveriesTable): Delivery {
  return {
    id: row.delivery_id as DeliveryId,
    source: row.source,
    group: row.group_name,
    name: row.name,
    digest: row.digest as Digest,
    sizeBytes: row.size_bytes,
    status: row.status,
    reason: row.reason === null ? undefined : (JSON.parse(row.reason) as RefusalReason),
    readAt: new Date(row.read_at),
    archive: row.archive as Digest,
    archivedAs: row.archived_as,
  }
}
