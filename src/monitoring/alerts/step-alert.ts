import { newId, parseDuration } from '../../base/index.ts'
import type { Verdict } from '../monitors/monitor-run.ts'
import type { Rule } from '../monitors/rule.ts'
import { isSilenced, type Alert, type AlertId } from './alert.ts'

/** What a rule found of one window. */
export interface Seen {
  readonly monitor: string
  readonly runId: string
  readonly verdict: Verdict
  /** The end of the window. */
  readonly until: Date
  readonly rule: Pick<Rule, 'lasting' | 'coolDown'>
}

export interface Before {
  readonly open: Alert | undefined
  /** The last of the same subject that is over. */
  readonly last: Alert | undefined
}

/** What follows: the alert as it is now, undefined where nothing changes, and what is to be told. */
export interface AlertStep {
  readonly alert: Alert | undefined
  readonly tell: 'fired' | 'recovered' | undefined
}

const nothing: AlertStep = { alert: undefined, tell: undefined }

/** Takes an alert one window further. A window that could not be judged changes nothing. */
export function stepAlert(seen: Seen, { open, last }: Before, now: Date): AlertStep {
  const { verdict, until } = seen
  if (verdict.state === 'unknown') return nothing
  // A window that was measured again says nothing of what came later.
  const newest = open?.lastSeenAt ?? last?.recoveredAt
  if (newest !== undefined && until < newest) return nothing
  if (verdict.state === 'ok') return open === undefined ? nothing : recover(open, seen)
  return fire(open === undefined ? begin(seen, last, now) : again(open, seen), seen, last, now)
}

function recover(open: Alert, { until, verdict: { found } }: Seen): AlertStep {
  const wasBad = open.state !== 'pending'
  const alert: Alert = {
    ...open,
    state: 'recovered',
    recoveredAt: until,
    found: wasBad ? found : open.found,
    events: [...open.events, { at: until, what: `kept again: ${found}`, by: undefined }],
  }
  return { alert, tell: open.isTold ? 'recovered' : undefined }
}

function begin(
  { monitor, runId, verdict, until }: Seen,
  last: Alert | undefined,
  now: Date,
): Alert {
  const { rule, series, slice, severity, found, wanted } = verdict
  const silent = last !== undefined && isSilenced(last, now) ? last : undefined
  return {
    id: newId<AlertId>('alert', now),
    monitor,
    rule,
    series,
    slice,
    severity,
    state: 'pending',
    badSince: until,
    firedAt: undefined,
    recoveredAt: undefined,
    lastSeenAt: until,
    isTold: false,
    silencedUntil: silent?.silencedUntil,
    silencedAt: silent?.silencedAt,
    acknowledgedBy: undefined,
    runId,
    found,
    wanted,
    events: [{ at: until, what: `not kept: ${found}, wanted ${wanted}`, by: undefined }],
    revision: 0,
  }
}

function again(open: Alert, { runId, verdict, until }: Seen): Alert {
  const { found, wanted, severity } = verdict
  return { ...open, lastSeenAt: until, runId, found, wanted, severity }
}

function fire(alert: Alert, { until, rule }: Seen, last: Alert | undefined, now: Date): AlertStep {
  const lastingMs = rule.lasting === undefined ? 0 : parseDuration(rule.lasting)
  const isDue = until.getTime() - alert.badSince.getTime() >= lastingMs
  const fired: Alert =
    alert.state === 'pending' && isDue
      ? {
          ...alert,
          state: 'firing',
          firedAt: until,
          events: [...alert.events, { at: until, what: `fired: ${alert.found}`, by: undefined }],
        }
      : alert
  const isQuiet =
    fired.state !== 'firing' ||
    fired.isTold ||
    isSilenced(fired, now) ||
    isCooling(until, rule, last)
  return isQuiet
    ? { alert: fired, tell: undefined }
    : { alert: { ...fired, isTold: true }, tell: 'fired' }
}

/** Soon after a recovery that was told, nobody is told again. */
function isCooling(until: Date, { coolDown }: Seen['rule'], last: Alert | undefined): boolean {
  if (coolDown === undefined || last?.recoveredAt === undefined || last.firedAt === undefined) {
    return false
  }
  return until.getTime() - last.recoveredAt.getTime() < parseDuration(coolDown)
}
