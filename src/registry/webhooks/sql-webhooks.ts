import { newId, type Clock } from '../../base/index.ts'
import type {
  Database,
  Queries,
  WebhookDeliveriesTable,
  WebhooksTable,
} from '../../storage/index.ts'
import { registryErrors } from '../errors.ts'
import type { RegistryEventName } from './registry-event.ts'
import type { Webhook, WebhookId } from './webhook.ts'

export interface WebhookDelivery {
  readonly id: string
  readonly webhook: WebhookId
  readonly event: string
  readonly payload: string
  readonly status: WebhookDeliveriesTable['status']
  readonly attemptCount: number
  readonly lastProblem: string | undefined
  readonly createdAt: Date
}

export type WebhookStart = Omit<Webhook, 'id' | 'createdAt' | 'updatedAt' | 'status'> & {
  /** ACTIVE if it is absent. */
  readonly status?: Webhook['status']
}

export type WebhookChanges = Partial<
  Pick<Webhook, 'name' | 'url' | 'events' | 'description' | 'status' | 'secretVariable'>
>

/** Who is to be told, and what they were told. */
export interface Webhooks {
  /** Throws `webhookNameTaken`. */
  insert(webhook: WebhookStart): Promise<Webhook>
  /** Throws `webhookNotFound` or `webhookNameTaken`. */
  update(nameOrId: string, changes: WebhookChanges): Promise<Webhook>
  /** By name. */
  list(): Promise<Webhook[]>
  /** By name or id. Throws `webhookNotFound`. */
  get(nameOrId: string): Promise<Webhook>
  /** What waits for it is not sent any more. Throws `webhookNotFound`. */
  remove(nameOrId: string): Promise<void>
  /** Newest first. */
  listDeliveries(webhook: WebhookId, limit: number): Promise<WebhookDelivery[]>
}

export function sqlWebhooks(deps: { readonly database: Database; readonly now: Clock }): Webhooks {
  const { database, now } = deps
  const { queries } = database
  const find = (nameOrId: string, within: Queries) =>
    within
      .selectFrom('webhooks')
      .selectAll()
      .where((where) =>
        where.or([where('webhook_id', '=', nameOrId), where('name', '=', nameOrId)]),
      )
      .executeTakeFirst()
  const get = async (nameOrId: string, within: Queries = queries) => {
    const row = await find(nameOrId, within)
    if (row === undefined) throw registryErrors.webhookNotFound({ webhook: nameOrId })
    return toWebhook(row)
  }
  return {
    get: (nameOrId) => get(nameOrId),

    insert: (webhook) =>
      database.transaction(async (session) => {
        await assertNameFree(session.queries, webhook.name)
        const at = now()
        const made: Webhook = {
          status: 'ACTIVE',
          ...webhook,
          id: newId<WebhookId>('hook', at),
          createdAt: at,
          updatedAt: at,
        }
        await session.queries.insertInto('webhooks').values(toRow(made)).execute()
        return made
      }),

    update: (nameOrId, changes) =>
      database.transaction(async (session) => {
        const before = await get(nameOrId, session.queries)
        const { name = before.name } = changes
        if (name !== before.name) await assertNameFree(session.queries, name)
        const changed = { ...before, ...changes, updatedAt: now() }
        await session.queries
          .updateTable('webhooks')
          .set(toRow(changed))
          .where('webhook_id', '=', before.id)
          .execute()
        return changed
      }),

    async list() {
      const rows = await queries.selectFrom('webhooks').selectAll().orderBy('name').execute()
      return rows.map(toWebhook)
    },

    async remove(nameOrId) {
      const { id } = await get(nameOrId)
      await database.transaction(async (session) => {
        const deliveries = session.queries.deleteFrom('webhook_deliveries')
        await deliveries.where('webhook_id', '=', id).execute()
        await session.queries.deleteFrom('webhooks').where('webhook_id', '=', id).execute()
      })
    },

    async listDeliveries(webhook, limit) {
      const rows = await queries
        .selectFrom('webhook_deliveries')
        .selectAll()
        .where('webhook_id', '=', webhook)
        .orderBy('sequence', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        id: row.delivery_id,
        webhook,
        event: row.event,
        payload: row.payload,
        status: row.status,
        attemptCount: row.attempt_count,
        lastProblem: row.last_problem ?? undefined,
        createdAt: new Date(row.created_ms),
      }))
    },
  }
}

async function assertNameFree(queries: Queries, name: string): Promise<void> {
  const query = queries.selectFrom('webhooks').select('name').where('name', '=', name)
  if ((await query.executeTakeFirst()) !== undefined) {
    throw registryErrors.webhookNameTaken({ name })
  }
}

function toRow(webhook: Webhook): WebhooksTable {
  return {
    webhook_id: webhook.id,
    name: webhook.name,
    url: webhook.url,
    events: JSON.stringify(webhook.events),
    secret: webhook.secretVariable ?? null,
    description: webhook.description ?? null,
    status: webhook.status,
    created_ms: webhook.createdAt.getTime(),
    updated_ms: webhook.updatedAt.getTime(),
  }
}

export function toWebhook(row: WebhooksTable): Webhook {
  return {
    id: row.webhook_id as WebhookId,
    name: row.name,
    url: row.url,
    events: JSON.parse(row.events) as readonly RegistryEventName[],
    secretVariable: row.secret ?? undefined,
    description: row.description ?? undefined,
    status: row.status,
    createdAt: new Date(row.created_ms),
    updatedAt: new Date(row.updated_ms),
  }
}
