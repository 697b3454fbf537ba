import { messageOf } from '../../base/index.ts'
import { deliverOutbox, type DeliveryTerms, type OutboxDeps } from '../../storage/index.ts'
import type { AlertMessage } from './alert-message.ts'
import type { Channel } from './channel.ts'
import { isRefusal, silenceMs, tellChannel, type TellDeps } from './tell-channel.ts'

export type DeliverAlertsDeps = OutboxDeps & TellDeps

/** Others leave a message alone somewhat longer than a receiver may take. From 5 s on, doubled each time up to half an hour: for more than a week. */
const terms: DeliveryTerms = {
  takenMs: 3 * silenceMs,
  firstPauseMs: 5_000,
  longestPauseMs: 30 * 60_000,
  mostAttempts: 400,
}

/**
 * Tells channels what waits for them, each channel's in order, and gives how many messages were taken. A message that
 * was not taken comes again, with the same id, for more than a week; of several processes one sends it.
 */
export function deliverAlerts(
  deps: DeliverAlertsDeps,
  channels: readonly Channel[],
  options: { readonly signal?: AbortSignal } = {},
): Promise<number> {
  const byName = new Map(channels.map((channel) => [channel.name, channel]))
  return deliverOutbox(
    deps,
    {
      table: 'alert_deliveries',
      queue: 'channel',
      terms,
      describe: ({ queue }) => `channel ${queue} was not told of an alert`,
      send: async ({ id, queue, payload, attemptCount, lastProblem }, signal) => {
        const channel = byName.get(queue)
        if (channel === undefined) return 'the project has no such channel any more'
        const message = JSON.parse(payload) as AlertMessage
        try {
          const mayBeThere = attemptCount > 0 && !isRefusal(lastProblem)
          return await tellChannel(deps, channel, { id, message, payload, mayBeThere, signal })
        } catch (error) {
          return messageOf(error)
        }
      },
    },
    options,
  )
}
