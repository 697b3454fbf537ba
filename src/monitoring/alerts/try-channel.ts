import { messageOf } from '../../base/index.ts'
import type { AlertMessage } from './alert-message.ts'
import type { Channel } from './channel.ts'
import { tellChannel, type TellDeps } from './tell-channel.ts'

/**
 * Tells a channel once, for a person who wants to see whether it is heard; undefined where it is. What it opens where
 * alerts stay open is closed at once.
 */
export async function tryChannel(
  deps: TellDeps,
  channel: Channel,
  message: AlertMessage,
): Promise<string | undefined> {
  const tellOf = (kind: AlertMessage['kind']) =>
    tellChannel(deps, channel, {
      id: `try-${message.at}`,
      message: { ...message, kind },
      payload: JSON.stringify({ ...message, kind }),
      mayBeThere: false,
      signal: undefined,
    })
  try {
    const problem = await tellOf('fired')
    return problem === undefined && channel.kind === 'pagerduty'
      ? await tellOf('recovered')
      : problem
  } catch (error) {
    return messageOf(error)
  }
}

/** What is told by way of trial. */
export function trialMessage(project: string, at: Date): AlertMessage {
  const moment = at.toISOString()
  const title = `[trial] This is how alerts of ${project} are told`
  return {
    kind: 'fired',
    monitor: 'trial',
    watches: `project ${project}`,
    severity: 'warning',
    at: moment,
    title,
    alerts: [
      {
        id: `trial-${moment}`,
        rule: 'a person sees this',
        series: 'trials',
        slice: '',
        severity: 'warning',
        badSince: moment,
        recoveredAt: null,
        found: 'none',
        wanted: 'one',
        what: title,
      },
    ],
  }
}
