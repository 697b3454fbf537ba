import { createHmac } from 'node:crypto'
import { messageOf, newId, type Clock, type Environment, type Log } from '../../base/index.ts'
import { exchange, type Database, type WebhookDeliveriesTable } from '../../storage/index.ts'
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

/**
 * Sends what is due, each webhook's in order, and says how many were taken. What a receiver does not take comes
 * again later, with the same id: whoever was sent it twice, because an answer got lost, can tell. Of several
 * processes only one sends a delivery.
 */
export async function deliverWebhooks(
  deps: DeliverDeps,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<number> {
  let sentCount = 0
  const due = await listDue(deps)
  for (const hook of new Set(due.map((row) => row.webhook_id))) {
    for (const row of due.filter(({ webhook_id }) => webhook_id === hook)) {
      if (signal?.aborted === true) return sentCount
      // What comes later waits for what comes first: an alias would seem to be where it was before.
      if (!(await deliver(deps, row, signal))) break
      sentCount += 1
    }
  }
  return sentCount
}

/** The oldest of each webhook decides: while that waits, the others do. */
async function listDue({ database, now }: DeliverDeps): Promise<WebhookDeliveriesTable[]> {
  const waiting = await database.queries
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('status', '=', 'waiting')
    .orderBy('webhook_id')
    .orderBy('sequence')
    .execute()
  const byHook = Map.groupBy(waiting, ({ webhook_id }) => webhook_id)
  return [...byHook.values()].flatMap((rows) =>
    (rows[0]?.due_ms ?? Infinity) <= now().getTime() ? rows : [],
  )
}

async function deliver(
  deps: DeliverDeps,
  row: WebhookDeliveriesTable,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { queries } = deps.database
  const nowMs = deps.now().getTime()
  const { numUpdatedRows } = await queries
    .updateTable('webhook_deliveries')
    .set({ taken_until_ms: nowMs + takenMs, attempt_count: row.attempt_count + 1 })
    .where('delivery_id', '=', row.delivery_id)
    .where('status', '=', 'waiting')
    .where('attempt_count', '=', row.attempt_count)
    .where('taken_until_ms', '<=', nowMs)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  const hook = await queries
    .selectFrom('webhooks')
    .selectAll()
    .where('webhook_id', '=', row.webhook_id)
    .executeTakeFirst()
  if (hook === undefined) return false
  const problem = await send(deps, toWebhook(hook), row, signal)
  await settle(deps, row, problem)
  return problem === undefined
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

async function settle(
  { database, now, log }: DeliverDeps,
  row: WebhookDeliveriesTable,
  problem: string | undefined,
): Promise<void> {
  const nowMs = now().getTime()
  const attempts = row.attempt_count + 1
  const isOver = problem === undefined || attempts >= mostAttempts
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempts - 1))
  if (problem !== undefined) {
    const next = isOver ? 'it is given up' : `again in ${Math.round(pauseMs / 1000)} s`
    log.warn(`webhook ${row.webhook_id} was not told of ${row.event}: ${problem}; ${next}`)
  }
  await database.queries
    .updateTable('webhook_deliveries')
    .set({
      status: problem === undefined ? 'delivered' : isOver ? 'given up' : 'waiting',
      taken_until_ms: 0,
      due_ms: nowMs + pauseMs,
      last_problem: problem ?? null,
      ended_ms: isOver ? nowMs : null,
    })
    .where('delivery_id', '=', row.delivery_id)
    .execute()
}
