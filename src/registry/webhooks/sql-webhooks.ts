import { newId, type Clock } from '../../base/index.ts'
import type { Database, WebhookDeliveriesTable, WebhooksTable } from '../../storage/index.ts'
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

/** Who is to be told, and what they were told. */
export interface Webhooks {
  /** Throws `webhookNameTaken`. */
  insert(webhook: Omit<Webhook, 'id' | 'createdAt' | 'updatedAt' | 'status'>): Promise<Webhook>
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
  const find = (nameOrId: string) =>
    queries
      .selectFrom('webhooks')
      .selectAll()
      .where((where) =>
        where.or([where('webhook_id', '=', nameOrId), where('name', '=', nameOrId)]),
      )
      .executeTakeFirst()
  const get = async (nameOrId: string) => {
    const row = await find(nameOrId)
    if (row === undefined) throw registryErrors.webhookNotFound({ webhook: nameOrId })
    return toWebhook(row)
  }
  return {
    get,

    insert: (webhook) =>
      database.transaction(async (session) => {
        const { name } = webhook
        const query = session.queries.selectFrom('webhooks').select('name').where('name', '=', name)
        if ((await query.executeTakeFirst()) !== undefined) {
          throw registryErrors.webhookNameTaken({ name })
        }
        const at = now()
        const made: Webhook = {
          ...webhook,
          id: newId<WebhookId>('hook', at),
          status: 'ACTIVE',
          createdAt: at,
          updatedAt: at,
        }
        await session.queries.insertInto('webhooks').values(toRow(made)).execute()
        return made
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
