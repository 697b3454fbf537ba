import { sql } from 'kysely'
import type { Clock, Log } from '../base/index.ts'
import type { Database } from './database.ts'

/** One message that waits to be sent: of each queue in order. */
export interface OutboxMessage {
  readonly id: string
  readonly queue: string
  readonly payload: string
  readonly attemptCount: number
  /** Why the last attempt failed; undefined where there was none, and where it was broken off by a kill. */
  readonly lastProblem: string | undefined
  readonly dueMs: number
}

/** How often, and for how long, sending is tried. */
export interface DeliveryTerms {
  /** For so long a process has a message for itself. */
  readonly takenMs: number
  /** After the first failure; doubled each time. */
  readonly firstPauseMs: number
  readonly longestPauseMs: number
  readonly mostAttempts: number
}

export interface OutboxDeps {
  readonly database: Database
  readonly now: Clock
  readonly log: Log
}

export interface Outbox {
  /** Its table, with the columns of `alert_deliveries`. */
  readonly table: 'alert_deliveries' | 'webhook_deliveries'
  /** The column that tells queues apart. */
  readonly queue: 'channel' | 'webhook_id'
  readonly terms: DeliveryTerms
  /** Undefined once the receiver has taken it; else why it did not. */
  readonly send: (message: OutboxMessage, signal?: AbortSignal) => Promise<string | undefined>
  /** What the log says of a message that was not taken. */
  readonly describe: (message: OutboxMessage) => string
}

/**
 * Sends what is due, each queue's in order, and says how many were taken. What a receiver does not take comes again
 * later, with the same id: whoever was sent it twice, because an answer got lost, can tell. Of several processes only
 * one sends a message.
 */
export async function deliverOutbox(
  deps: OutboxDeps,
  outbox: Outbox,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<number> {
  const queues = Map.groupBy(await listDue(deps, outbox), ({ queue }) => queue)
  // A receiver that hangs holds up nobody else.
  const counts = await Promise.all(
    [...queues.values()].map((messages) => deliverQueue(deps, outbox, messages, signal)),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

async function deliverQueue(
  deps: OutboxDeps,
  outbox: Outbox,
  messages: readonly OutboxMessage[],
  signal: AbortSignal | undefined,
): Promise<number> {
  let sentCount = 0
  for (const message of messages) {
    if (signal?.aborted === true) return sentCount
    // What comes later waits for what comes first: a thing would seem to be as it was before.
    if (!(await deliver(deps, outbox, message, signal))) return sentCount
    sentCount += 1
  }
  return sentCount
}

/** The oldest of each queue decides: while that waits, the others do. */
async function listDue(
  { database, now }: OutboxDeps,
  { table, queue, terms }: Outbox,
): Promise<OutboxMessage[]> {
  const waiting = await database.queries
    .selectFrom(alike(table))
    .select(['delivery_id', 'payload', 'attempt_count', 'due_ms', 'last_problem'])
    .select(sql<string>`${sql.ref(queue)}`.as('queue'))
    .where('status', '=', 'waiting')
    .orderBy(sql.ref(queue))
    .orderBy('sequence')
    .execute()
  const messages = waiting.map((row) => ({
    id: row.delivery_id,
    queue: row.queue,
    payload: row.payload,
    attemptCount: row.attempt_count,
    lastProblem: row.last_problem ?? undefined,
    dueMs: row.due_ms,
  }))
  const nowMs = now().getTime()
  // Later than any pause: the clock was ahead when that was written.
  const isDue = ({ dueMs }: OutboxMessage) => dueMs <= nowMs || dueMs > nowMs + terms.longestPauseMs
  return [...Map.groupBy(messages, (message) => message.queue).values()].flatMap((own) =>
    own.slice(0, 1).some(isDue) ? own : [],
  )
}

async function deliver(
  deps: OutboxDeps,
  outbox: Outbox,
  message: OutboxMessage,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const nowMs = deps.now().getTime()
  const { numUpdatedRows } = await deps.database.queries
    .updateTable(alike(outbox.table))
    .set({
      taken_until_ms: nowMs + outbox.terms.takenMs,
      attempt_count: message.attemptCount + 1,
      last_problem: null,
    })
    .where('delivery_id', '=', message.id)
    .where('status', '=', 'waiting')
    .where('attempt_count', '=', message.attemptCount)
    .where((by) =>
      by.or([
        by('taken_until_ms', '<=', nowMs),
        by('taken_until_ms', '>', nowMs + outbox.terms.takenMs),
      ]),
    )
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  const problem = await outbox.send(message, signal)
  await settle(deps, outbox, message, problem)
  return problem === undefined
}

async function settle(
  { database, now, log }: OutboxDeps,
  { table, terms, describe }: Outbox,
  message: OutboxMessage,
  problem: string | undefined,
): Promise<void> {
  const nowMs = now().getTime()
  const attempts = message.attemptCount + 1
  const isOver = problem === undefined || attempts >= terms.mostAttempts
  const pauseMs = Math.min(terms.longestPauseMs, terms.firstPauseMs * 2 ** (attempts - 1))
  if (problem !== undefined) {
    const next = isOver ? 'it is given up' : `again in ${Math.round(pauseMs / 1000)} s`
    log.warn(`${describe(message)}: ${problem}; ${next}`)
  }
  await database.queries
    .updateTable(alike(table))
    .set({
      status: problem === undefined ? 'delivered' : isOver ? 'given up' : 'waiting',
      taken_until_ms: 0,
      due_ms: nowMs + pauseMs,
      last_problem: problem ?? null,
      ended_ms: isOver ? nowMs : null,
    })
    .where('delivery_id', '=', message.id)
    .execute()
}

/** Both tables have the columns that are used here. */
function alike(table: Outbox['table']): 'alert_deliveries' {
  return table as 'alert_deliveries'
}
