import { newId, timeOfId, type Clock } from '../base/index.ts'
import { currentProcess } from '../storage/index.ts'
import type { OpenRun, RunId } from './run.ts'
import type { RunStore } from './run-store.ts'

export type RunStart = Pick<OpenRun, 'kind' | 'name'> &
  Partial<Omit<OpenRun, 'id' | 'kind' | 'name' | 'owner' | 'startedAt' | 'status'>>

export interface StartRunDeps {
  readonly runs: RunStore
  readonly now: Clock
}

/** Starts a run of this process. */
export async function startRun(deps: StartRunDeps, start: RunStart): Promise<OpenRun> {
  if (!lastTimes.has(deps.runs)) await learnLastTime(deps)
  const startedAt = deps.now()
  const run = newRun(start, startedAt, timeForId(deps, startedAt))
  await deps.runs.insert([run])
  return run
}

/** By store, the time that the last id tells. */
const lastTimes = new WeakMap<RunStore, number>()

async function learnLastTime({ runs }: Pick<StartRunDeps, 'runs'>): Promise<void> {
  const [newest] = await runs.list({ limit: 1 })
  lastTimes.set(runs, newest === undefined ? 0 : timeOfId(newest.id))
}

/**
 * The time that the id of a run is to tell: its start, or just after the ids that are known where a clock was ahead.
 * So the last run is the one with the last id, whatever the clock.
 */
export function timeForId({ runs }: Pick<StartRunDeps, 'runs'>, startedAt: Date): Date {
  const last = lastTimes.get(runs) ?? 0
  const time = startedAt.getTime() < last ? last + 1 : startedAt.getTime()
  lastTimes.set(runs, time)
  return new Date(time)
}

/** A run of this process that no store knows yet. */
export function newRun(start: RunStart, startedAt: Date, idAt = startedAt): OpenRun {
  return {
    settings: {},
    code: {},
    inputs: {},
    ...start,
    status: 'open',
    id: newId<RunId>('run', idAt),
    owner: currentProcess(),
    startedAt,
  }
}
