import { trackingErrors } from './errors.ts'
import type { Run, RunId } from './run.ts'
import type { RunStore } from './run-store.ts'

export interface GetRunDeps {
  readonly runs: RunStore
}

/** Throws `runNotFound`. */
export async function getRun({ runs }: GetRunDeps, runId: RunId): Promise<Run> {
  const run = await runs.find(runId)
  if (run === undefined) throw trackingErrors.runNotFound({ runId })
  return run
}

/** Throws `runNotFound`. */
export async function assertRun(deps: GetRunDeps, runId: RunId): Promise<void> {
  await getRun(deps, runId)
}
