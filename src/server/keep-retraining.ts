import { setTimeout as pause } from 'node:timers/promises'
import { isSwellError, logOf, messageOf, parseDuration } from '../base/index.ts'
import { isRetrainingDue, retrain, settleTrials, type Retraining } from '../monitoring/index.ts'
import { announceServing, retrainingDeps, type OpenedProject } from '../project/index.ts'
import type { OpenServices } from './open-services.ts'

/** What became of a canary is written down so soon; asking costs one query. */
const lookEveryMs = parseDuration('2s')

export interface KeepRetrainingOptions {
  readonly services: OpenServices
  readonly signal: AbortSignal
}

/** Asks the retraining policies as often as they want to be asked, one after the other, until the signal is aborted. */
export async function keepRetraining(
  project: OpenedProject,
  { services, signal }: KeepRetrainingOptions,
): Promise<void> {
  const release = await announceServing(project)
  const lookedAt = new Map<string, Date>()
  const own = { ...project, log: logOf(project.log, 'retraining') }
  const look = async (policy: Retraining) => {
    await askTrials(own, policy)
    const now = project.now()
    if (!isRetrainingDue(policy, lookedAt.get(policy.name), now)) return
    lookedAt.set(policy.name, now)
    await askPolicy(own, policy, { services, signal })
  }
  try {
    while (!signal.aborted) {
      for (const policy of project.definition.retraining) await look(policy)
      await pause(lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  } finally {
    await release()
  }
}

async function askPolicy(
  project: OpenedProject,
  policy: Retraining,
  { services, signal }: KeepRetrainingOptions,
): Promise<void> {
  const { log } = project
  try {
    const { conclusion, because } = await retrain(retrainingDeps(project), policy, {
      by: 'the platform',
      trigger: 'due',
      signal,
    })
    if (conclusion === 'not due') return
    log.info(`${policy.name}: ${because}`)
    await services.refresh()
  } catch (error) {
    if (signal.aborted) return
    // Another process is about it, or something was in the way: the next look tells.
    if (isSwellError(error, 'monitoring.retrainingRuns')) log.debug(messageOf(error))
    else log.error(`policy ${policy.name}: ${messageOf(error)}`)
  }
}

/** What became of canaries is found out at once, whenever the policy is asked next. */
async function askTrials(project: OpenedProject, { model }: Retraining): Promise<void> {
  try {
    await settleTrials(project, model.name)
  } catch (error) {
    project.log.error(`canaries of ${model.name}: ${messageOf(error)}`)
  }
}
