import type { AlertsTable, DatabaseSession } from '../../storage/index.ts'
import { monitoringErrors } from '../errors.ts'
import type { Alert, AlertEvent, AlertId, AlertState, AlertSubject } from './alert.ts'
import type { Before } from './step-alert.ts'

export interface AlertQuery {
  readonly state?: AlertState
  readonly monitor?: string
  /** Those that were bad from then on. */
  readonly from?: Date
  readonly limit: number
}

/** What fires first, then the newest. */
export async function listAlerts(
  { queries }: DatabaseSession,
  { state, monitor, from, limit }: AlertQuery,
): Promise<Alert[]> {
  let query = queries.selectFrom('alerts').selectAll()
  if (state !== undefined) query = query.where('state', '=', state)
  if (monitor !== undefined) query = query.where('monitor', '=', monitor)
  if (from !== undefined) query = query.where('last_seen_at', '>=', from.toISOString())
  const rows = await query
    .orderBy((by) => by.case().when('state', '=', 'recovered').then(1).else(0).end())
    .orderBy('bad_since', 'desc')
    .orderBy('alert_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toAlert)
}

/** Throws `alertNotFound`. */
export async function getAlert({ queries }: DatabaseSession, id: string): Promise<Alert> {
  const row = await queries
    .selectFrom('alerts')
    .selectAll()
    .where('alert_id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw monitoringErrors.alertNotFound({ alert: id })
  return toAlert(row)
}

/** The alert of a subject that is open, and the last that is over. */
export async function findBefore(
  { queries }: DatabaseSession,
  { monitor, rule, series, slice }: AlertSubject,
): Promise<Before> {
  const rows = await queries
    .selectFrom('alerts')
    .selectAll()
    .where('monitor', '=', monitor)
    .where('rule', '=', rule)
    .where('series', '=', series)
    .where('slice', '=', slice)
    .orderBy('bad_since', 'desc')
    .limit(2)
    .execute()
  const alerts = rows.map(toAlert)
  return {
    open: alerts.find(({ state }) => state !== 'recovered'),
    last: alerts.find(({ state }) => state === 'recovered'),
  }
}

/** Writes an alert that was read at this revision; false where somebody has changed it since. */
export async function putAlert({ queries }: DatabaseSession, alert: Alert): Promise<boolean> {
  if (alert.revision === 0) {
    await queries
      .insertInto('alerts')
      .values(toRow({ ...alert, revision: 1 }))
      .execute()
    return true
  }
  const { numUpdatedRows } = await queries
    .updateTable('alerts')
    .set(toRow({ ...alert, revision: alert.revision + 1 }))
    .where('alert_id', '=', alert.id)
    .where('revision', '=', alert.revision)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** How many alerts of each monitor fire, by its name. */
export async function countFiring({ queries }: DatabaseSession): Promise<Map<string, number>> {
  const rows = await queries
    .selectFrom('alerts')
    .select((select) => ['monitor', select.fn.countAll<number>().as('count')])
    .where('state', 'in', ['firing', 'acknowledged'])
    .groupBy('monitor')
    .execute()
  return new Map(rows.map(({ monitor, count }) => [monitor, count]))
}

interface Details {
  readonly runId: string
  readonly found: string
  readonly wanted: string
  readonly acknowledgedBy?: string
  readonly silencedAt?: string
  readonly events: readonly { readonly at: string; readonly what: string; readonly by?: string }[]
}

function toRow(alert: Alert): AlertsTable {
  const { runId, found, wanted, acknowledgedBy, silencedAt, events } = alert
  const details: Details = {
    runId,
    found,
    wanted,
    ...(acknowledgedBy === undefined ? {} : { acknowledgedBy }),
    ...(silencedAt === undefined ? {} : { silencedAt: silencedAt.toISOString() }),
    events: events.map(({ at, what, by }) => ({
      at: at.toISOString(),
      what,
      ...(by === undefined ? {} : { by }),
    })),
  }
  return {
    alert_id: alert.id,
    monitor: alert.monitor,
    rule: alert.rule,
    series: alert.series,
    slice: alert.slice,
    severity: alert.severity,
    state: alert.state,
    bad_since: alert.badSince.toISOString(),
    fired_at: alert.firedAt?.toISOString() ?? null,
    recovered_at: alert.recoveredAt?.toISOString() ?? null,
    last_seen_at: alert.lastSeenAt.toISOString(),
    is_told: Number(alert.isTold),
    silenced_until: alert.silencedUntil?.toISOString() ?? null,
    details: JSON.stringify(details),
    revision: alert.revision,
  }
}

function toAlert(row: AlertsTable): Alert {
  const details = JSON.parse(row.details) as Details
  const { runId, found, wanted, acknowledgedBy, silencedAt = null, events } = details
  const moment = (text: string | null) => (text === null ? undefined : new Date(text))
  return {
    id: row.alert_id as AlertId,
    monitor: row.monitor,
    rule: row.rule,
    series: row.series,
    slice: row.slice,
    severity: row.severity,
    state: row.state,
    badSince: new Date(row.bad_since),
    firedAt: moment(row.fired_at),
    recoveredAt: moment(row.recovered_at),
    lastSeenAt: new Date(row.last_seen_at),
    isTold: row.is_told === 1,
    silencedUntil: moment(row.silenced_until),
    silencedAt: moment(silencedAt),
    acknowledgedBy,
    runId,
    found,
    wanted,
    events: events.map(({ at, what, by }): AlertEvent => ({ at: new Date(at), what, by })),
    revision: row.revision,
  }
}
