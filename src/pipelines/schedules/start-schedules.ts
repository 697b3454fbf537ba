import { setTimeout as pause } from 'node:timers/promises'
import { messageOf, type Clock } from '../../base/index.ts'
import type { Pipeline } from '../pipeline.ts'
import { leaveOutRemoved } from './leave-out-removed.ts'
import { lookForDue, type LookDeps } from './look-for-due.ts'
import { nextRuns } from './next-runs.ts'
import { runDue, tellLeftOut, type RunDue, type RunDueDeps } from './run-due.ts'

export interface ScheduleDeps extends LookDeps, RunDueDeps {
  /** Resolves at `moment`, or early when the signal is aborted. A test has its own. */
  readonly waitUntil?: (moment: Date, signal: AbortSignal) => Promise<void>
  /** How often it is looked whether something has happened; every two seconds if it is absent. */
  readonly lookEveryMs?: number
}

export interface Schedules extends RunDue {
  readonly pipelines: readonly Pipeline<never>[]
}

/**
 * Runs each pipeline when its schedule says so, until the signal is aborted and what was running then
 * has ended. Of several processes one runs what is due.
 */
export async function startSchedules(deps: ScheduleDeps, schedules: Schedules): Promise<void> {
  const { pipelines, signal } = schedules
  const { waitUntil = waiterOn(deps.now), lookEveryMs = 2000 } = deps
  const busy = new Map<string, Promise<unknown>>()
  while (!signal.aborted) {
    try {
      await lookForDue(deps, pipelines)
      await leaveOutRemoved(deps, pipelines)
      for (const pipeline of pipelines) await begin(deps, pipeline, schedules, busy)
    } catch (error) {
      // A database that is locked now may be free the next time.
      deps.log.error(`what is due could not be looked up: ${messageOf(error)}`)
    }
    await waitUntil(nextLook(pipelines, deps.now(), lookEveryMs), signal)
  }
  await Promise.all(busy.values())
}

/** Runs what a pipeline is due for beside the others; while it runs, what comes meanwhile is left out. */
async function begin(
  deps: ScheduleDeps,
  pipeline: Pipeline<never>,
  work: RunDue,
  busy: Map<string, Promise<unknown>>,
): Promise<void> {
  const { name, schedule } = pipeline
  if (busy.has(name)) {
    await tellLeftOut(deps, name, schedule?.missed ?? 'once')
    return
  }
  const running = runDue(deps, pipeline, work)
    .catch((error: unknown) => deps.log.error(`${name}: ${messageOf(error)}`))
    .finally(() => busy.delete(name))
  busy.set(name, running)
}

/** What happens has to be looked for; moments are known. */
function nextLook(pipelines: readonly Pipeline<never>[], now: Date, lookEveryMs: number): Date {
  const regular = now.getTime() + lookEveryMs
  const moments = pipelines.flatMap(({ schedule }) => nextRuns(schedule?.on ?? [], 1, now))
  return new Date(Math.min(regular, ...moments.map((moment) => moment.getTime())))
}

/** Timers lose time while a machine sleeps: look again at each minute at the latest. */
function waiterOn(now: Clock): NonNullable<ScheduleDeps['waitUntil']> {
  return async (moment, signal) => {
    while (!signal.aborted) {
      const leftMs = moment.getTime() - now().getTime()
      if (leftMs <= 0) return
      await pause(Math.min(leftMs, 60_000), undefined, { signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
    }
  }
}
