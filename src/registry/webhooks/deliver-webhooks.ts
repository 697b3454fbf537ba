import { createHmac } from 'node:crypto'
import { messageOf, newId, type Clock, type Environment, type Log } from '../../base/index.ts'
import {
  deliverOutbox,
  exchange,
  type Database,
  type DeliveryTerms,
  type OutboxMessage,
  type WebhookDeliveriesTable,
} from '../../storage/index.ts'
import { writePayload, type RegistryEvent } from './registry-event.ts'
import { toWebhook } from './sql-webhooks.ts'
import type { Webhook } from './webhook.ts'

export interface DeliverDeps {
  readonly database: Database
  readonly environment: Environment
  readonly now: Clock
  readonly log: Log
}

/** How long a receiver may take; others leave the delivery alone somewhat longer. */
const silenceMs = 10_000
const takenMs = 3 * silenceMs

/** From 5 s on, doubled each time up to an hour: 14 tries in about 4 hours. */
const firstPauseMs = 5_000
const longestPauseMs = 3_600_000
const mostAttempts = 14

const terms: DeliveryTerms = { takenMs, firstPauseMs, longestPauseMs, mostAttempts }

/**
 * Sends what is due, each webhook's in order, and says how many were taken. What a receiver does not take comes
 * again later, with the same id: whoever was sent it twice, because an answer got lost, can tell. Of several
 * processes only one sends a delivery.
 */
export function deliverWebhooks(
  deps: DeliverDeps,
  options: { readonly signal?: AbortSignal } = {},
): Promise<number> {
  return deliverOutbox(
    deps,
    {
      table: 'webhook_deliveries',
      queue: 'webhook_id',
      terms,
      describe: ({ queue }) => `webhook ${queue} was not told`,
      send: (message, signal) => sendTo(deps, message, signal),
    },
    options,
  )
}

/** What waits for a webhook goes with it when it is removed; what was being sent then is told to nobody. */
async function sendTo(
  deps: DeliverDeps,
  { id, queue, payload }: OutboxMessage,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const hook = await deps.database.queries
    .selectFrom('webhooks')
    .selectAll()
    .where('webhook_id', '=', queue)
    .executeTakeFirst()
  if (hook === undefined) return 'it was removed'
  return send(deps, toWebhook(hook), { delivery_id: id, payload }, signal)
}

/** Undefined once the receiver has taken it; else why it did not. */
async function send(
  { environment, now }: Pick<DeliverDeps, 'environment' | 'now'>,
  hook: Webhook,
  { delivery_id: id, payload }: Pick<WebhookDeliveriesTable, 'delivery_id' | 'payload'>,
  signal: AbortSignal | undefined,
  onStatus: (status: number) => void = () => undefined,
): Promise<string | undefined> {
  const secret = hook.secretVariable === undefined ? undefined : environment[hook.secretVariable]
  if (hook.secretVariable !== undefined && (secret === undefined || secret === '')) {
    return `the variable ${hook.secretVariable} with its secret is not set`
  }
  const timestamp = String(Math.floor(now().getTime() / 1000))
  try {
    const { status, leave } = await exchange({
      method: 'POST',
      url: new URL(hook.url),
      headers: {
        'content-type': 'application/json',
        'x-mlflow-delivery-id': id,
        'x-mlflow-timestamp': timestamp,
        ...(secret === undefined
          ? {}
          : { 'x-mlflow-signature': signPayload(secret, { id, timestamp, payload }) }),
      },
      body: new TextEncoder().encode(payload),
      silenceMs,
      ...(signal === undefined ? {} : { signal }),
    })
    leave()
    onStatus(status)
    return status >= 200 && status < 300 ? undefined : `it answered with status ${status}`
  } catch (error) {
    return messageOf(error)
  }
}

/** MLflow's signature: `v1,` and the base64 of an HMAC-SHA256 of id, time and body. */
export function signPayload(
  secret: string,
  { id, timestamp, payload }: Readonly<Record<'id' | 'timestamp' | 'payload', string>>,
): string {
  const signed = createHmac('sha256', secret).update(`${id}.${timestamp}.${payload}`)
  return `v1,${signed.digest('base64')}`
}

export interface WebhookTrial {
  /** Absent where there was no answer. */
  readonly status: number | undefined
  /** Why it counts as not taken, if so. */
  readonly problem: string | undefined
}

/** Sends one delivery that is not kept, to see whether the receiver takes it. */
export async function tryWebhook(
  deps: Pick<DeliverDeps, 'environment' | 'now'>,
  hook: Webhook,
  event: RegistryEvent,
): Promise<WebhookTrial> {
  const at = deps.now()
  const told = { delivery_id: newId('del', at), payload: writePayload(event, at) }
  let status: number | undefined
  const problem = await send(deps, hook, told, undefined, (found) => (status = found))
  return { status, problem }
}
