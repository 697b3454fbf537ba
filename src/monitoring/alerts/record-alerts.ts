import { newId, type Clock } from '../../base/index.ts'
import type { DatabaseSession } from '../../storage/index.ts'
import type { Verdict } from '../monitors/monitor-run.ts'
import type { Channel } from './channel.ts'
import { findBefore, listAlerts, putAlert } from './alert-records.ts'
import type { Alert } from './alert.ts'
import { writeMessage, type AlertMessage } from './alert-message.ts'
import { stepAlert, type Seen } from './step-alert.ts'

/** What may raise alerts: a monitor, an objective. */
export interface AlertSource {
  readonly name: string
  /** `model surf-height`. */
  readonly watches: string
  readonly rules: readonly (Seen['rule'] & { readonly name: string })[]
  readonly tell: readonly Channel[]
}

/** What its rules found of one window. */
export interface JudgedWindow {
  readonly id: string
  readonly until: Date
  readonly verdicts: readonly Verdict[]
}

/**
 * Takes the alerts of a source further by what its rules have found, in the transaction that writes that: an alert is
 * there if it is, and what is to be told waits in the outbox. All that fires, or recovers, at once is told in one
 * message a channel. Gives what has changed.
 */
export async function recordAlerts(
  session: DatabaseSession,
  source: AlertSource,
  runs: readonly JudgedWindow[],
  now: Clock,
): Promise<Alert[]> {
  const changed = new Map<string, Alert>()
  const told = { fired: new Map<string, Alert>(), recovered: new Map<string, Alert>() }
  for (const run of runs.toSorted((a, b) => a.until.getTime() - b.until.getTime())) {
    for (const verdict of run.verdicts) {
      const rule = source.rules.find(({ name }) => name === verdict.rule)
      if (rule === undefined) continue
      const seen = { monitor: source.name, runId: run.id, verdict, until: run.until, rule }
      const before = await findBefore(session, { ...verdict, monitor: source.name })
      const { alert, tell } = stepAlert(seen, before, now())
      if (alert === undefined) continue
      await putAlert(session, alert)
      changed.set(alert.id, alert)
      if (tell !== undefined) told[tell].set(alert.id, alert)
    }
  }
  for (const alert of await endForgotten(session, source, now)) changed.set(alert.id, alert)
  // What came and went within these runs is told by its end alone.
  for (const id of told.recovered.keys()) told.fired.delete(id)
  for (const kind of ['fired', 'recovered'] as const) {
    const alerts = [...told[kind].values()]
    if (alerts.length > 0)
      await leaveWord(session, source, writeMessage(source, kind, alerts, now()))
  }
  return [...changed.values()]
}

/** What no rule judges any more is over. */
async function endForgotten(
  session: DatabaseSession,
  { name, rules }: AlertSource,
  now: Clock,
): Promise<Alert[]> {
  const alerts = await listAlerts(session, { monitor: name, limit: 1000 })
  const gone = alerts.filter(
    ({ state, rule }) => state !== 'recovered' && !rules.some((one) => one.name === rule),
  )
  const at = now()
  const ended = gone.map((alert): Alert => {
    const what = 'over: there is no such rule any more'
    const events = [...alert.events, { at, what, by: undefined }]
    return { ...alert, state: 'recovered', recoveredAt: at, events }
  })
  for (const alert of ended) await putAlert(session, alert)
  return ended
}

async function leaveWord(
  { queries }: DatabaseSession,
  { tell }: AlertSource,
  message: AlertMessage,
): Promise<void> {
  const at = new Date(message.at)
  for (const { name: channel } of tell) {
    const last = await queries
      .selectFrom('alert_deliveries')
      .select((select) => select.fn.max('sequence').as('sequence'))
      .where('channel', '=', channel)
      .executeTakeFirst()
    await queries
      .insertInto('alert_deliveries')
      .values({
        delivery_id: newId('tell', at),
        channel,
        sequence: (last?.sequence ?? 0) + 1,
        kind: message.kind,
        alerts: JSON.stringify(message.alerts.map(({ id }) => id)),
        payload: JSON.stringify(message),
        status: 'waiting',
        attempt_count: 0,
        due_ms: at.getTime(),
        taken_until_ms: 0,
        last_problem: null,
        created_ms: at.getTime(),
        ended_ms: null,
      })
      .execute()
  }
}
