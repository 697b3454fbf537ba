import { setTimeout as pause } from 'node:timers/promises'
import { messageOf, parseDuration } from '../base/index.ts'
import { forgetMinutes, type ServiceCounter } from '../monitoring/index.ts'
import type { OpenedProject } from '../project/index.ts'
import type { OpenServices } from './open-services.ts'

const lookEveryMs = parseDuration('1s')
/** One write a service and ten seconds is nothing beside what services write. */
const looksPerWrite = 10
/** No objective looks further back. */
const keptMs = parseDuration('100d')

/** Writes down minute by minute what services are asked and how many wait, until the signal is aborted. */
export async function keepCounting(
  { database, now, log }: OpenedProject,
  {
    services,
    minutes,
    signal,
  }: { services: OpenServices; minutes: ServiceCounter; signal: AbortSignal },
): Promise<void> {
  await forgetMinutes(database, new Date(now().getTime() - keptMs))
  for (let look = 1; !signal.aborted; look += 1) {
    for (const { service, load } of services.all) minutes.countWaiting(service.name, load().waiting)
    if (look % looksPerWrite === 0) await write()
    await pause(lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
  await write()

  async function write(): Promise<void> {
    try {
      await minutes.write()
    } catch (error) {
      // What was counted is there still, and is written the next time.
      log.error(`what services were asked was not written: ${messageOf(error)}`)
    }
  }
}
