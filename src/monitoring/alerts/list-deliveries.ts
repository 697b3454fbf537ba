import type { AlertDeliveriesTable, DatabaseSession } from '../../storage/index.ts'

/** What a channel is told, and how far that has come. */
export interface AlertDelivery {
  readonly id: string
  readonly channel: string
  readonly kind: 'fired' | 'recovered'
  readonly status: AlertDeliveriesTable['status']
  readonly attemptCount: number
  readonly lastProblem: string | undefined
  readonly createdAt: Date
}

/** What channels were told of an alert, oldest first. */
export async function listDeliveries(
  { queries }: DatabaseSession,
  alert: string,
): Promise<AlertDelivery[]> {
  const rows = await queries
    .selectFrom('alert_deliveries')
    .selectAll()
    .where('alerts', 'like', `%"${alert}"%`)
    .orderBy('created_ms')
    .orderBy('channel')
    .execute()
  return rows.map((row) => ({
    id: row.delivery_id,
    channel: row.channel,
    kind: row.kind,
    status: row.status,
    attemptCount: row.attempt_count,
    lastProblem: row.last_problem ?? undefined,
    createdAt: new Date(row.created_ms),
  }))
}

/** How many messages each channel has not taken yet, by its name. */
export async function countWaiting({ queries }: DatabaseSession): Promise<Map<string, number>> {
  const rows = await queries
    .selectFrom('alert_deliveries')
    .select((select) => ['channel', select.fn.countAll<number>().as('count')])
    .where('status', '=', 'waiting')
    .groupBy('channel')
    .execute()
  return new Map(rows.map(({ channel, count }) => [channel, count]))
}
