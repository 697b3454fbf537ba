import { parseDuration, type Clock } from '../../base/index.ts'
import type { Database } from '../../storage/index.ts'
import { monitoringErrors } from '../errors.ts'
import { getAlert, putAlert } from './alert-records.ts'
import type { Alert } from './alert.ts'

export interface AnswerDeps {
  readonly database: Database
  readonly now: Clock
}

/** Says that somebody is at it. Throws `alertNotFound` or `alertIsOver`. */
export async function acknowledgeAlert(
  deps: AnswerDeps,
  id: string,
  { by, note }: { readonly by: string; readonly note: string | undefined },
): Promise<Alert> {
  return change(deps, id, (alert, at) => {
    if (alert.recoveredAt !== undefined) {
      const recoveredAt = alert.recoveredAt.toISOString()
      throw monitoringErrors.alertIsOver({ alert: id, recoveredAt })
    }
    const what = note === undefined ? 'acknowledged' : `acknowledged: ${note}`
    return {
      ...alert,
      state: 'acknowledged',
      acknowledgedBy: by,
      events: [...alert.events, { at, what, by }],
    }
  })
}

/**
 * Tells nothing of an alert for a while, and of the next ones of the same rule and slice neither; all is still seen.
 * Throws `alertNotFound` or `base.notADuration`.
 */
export async function silenceAlert(
  deps: AnswerDeps,
  id: string,
  {
    by,
    lasting,
    reason,
  }: { readonly by: string; readonly lasting: string; readonly reason: string | undefined },
): Promise<Alert> {
  const lengthMs = parseDuration(lasting)
  return change(deps, id, (alert, at) => {
    const silencedUntil = new Date(at.getTime() + lengthMs)
    const because = reason === undefined ? '' : `: ${reason}`
    const what = `silenced until ${silencedUntil.toISOString()}${because}`
    return { ...alert, silencedUntil, silencedAt: at, events: [...alert.events, { at, what, by }] }
  })
}

/** A monitor may have gone on meanwhile: what was overtaken is done again. */
async function change(
  { database, now }: AnswerDeps,
  id: string,
  to: (alert: Alert, at: Date) => Alert,
): Promise<Alert> {
  for (;;) {
    const alert = to(await getAlert(database, id), now())
    if (await putAlert(database, alert)) return { ...alert, revision: alert.revision + 1 }
  }
}
