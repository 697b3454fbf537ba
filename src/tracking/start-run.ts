import { newId, type Clock } from '../base/index.ts'
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
  const run = newRun(start, deps.now())
  await deps.runs.insert([run])
  return run
}

/** A run of this process that no store knows yet. */
export function newRun(start: RunStart, startedAt: Date): OpenRun {
  return {
    settings: {},
    code: {},
    inputs: {},
    ...start,
    status: 'open',
    id: newId<RunId>('run', startedAt),
    owner: currentProcess(),
    startedAt,
  }
}
