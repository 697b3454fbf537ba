import { maskHidden, type Clock } from '../base/index.ts'
import { trackingErrors } from './errors.ts'
import { endRun, laterOf, type EndedRun, type RunEnd, type RunId } from './run.ts'
import type { RunStore } from './run-store.ts'

export interface FinishRunDeps {
  readonly runs: RunStore
  readonly now: Clock
}

/** Ends a run for good. Throws `runNotFound` or `runAlreadyEnded`. */
export async function finishRun(deps: FinishRunDeps, runId: RunId, end: RunEnd): Promise<EndedRun> {
  const run = await deps.runs.find(runId)
  if (run === undefined) throw trackingErrors.runNotFound({ runId })
  // Texts about a run are masked as they are stored; what it hands on can't be, unchanged.
  const outputs = JSON.stringify(end.outputs) ?? ''
  if (maskHidden(outputs) !== outputs) {
    throw trackingErrors.secretKept({ what: `What ${run.name} gave` })
  }
  const ended = endRun(run, end, laterOf(run.startedAt, deps.now()))
  if (await deps.runs.markEnded(ended)) return ended
  // Somebody else ended it after our read: look again, and refuse with what they wrote.
  return finishRun(deps, runId, end)
}
