import type { Clock } from '../base/index.ts'
import { describeProcess, mayBeAlive } from '../storage/index.ts'
import { trackingErrors } from './errors.ts'
import { endRun, laterOf, toRunError, type EndedRun } from './run.ts'
import type { RunStore } from './run-store.ts'

/** Ends the open runs of processes of this host that have died, as interrupted; gives those it ended. */
export async function recoverRuns(deps: {
  readonly runs: RunStore
  readonly now: Clock
}): Promise<readonly EndedRun[]> {
  const open = await deps.runs.list({ status: 'open', limit: Number.MAX_SAFE_INTEGER })
  const recovered: EndedRun[] = []
  for (const run of open) {
    if (mayBeAlive(run.owner)) continue
    const error = toRunError(trackingErrors.runInterrupted({ owner: describeProcess(run.owner) }))
    const ended = endRun(run, { outcome: 'interrupted', error }, laterOf(run.startedAt, deps.now()))
    if (await deps.runs.markEnded(ended)) recovered.push(ended)
  }
  return recovered
}
