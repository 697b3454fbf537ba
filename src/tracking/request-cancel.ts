import type { Clock } from '../base/index.ts'
import type { DatabaseSession } from '../storage/index.ts'
import { trackingErrors } from './errors.ts'
import { findCancelRequest } from './find-cancel-request.ts'
import { getRun } from './get-run.ts'
import { recoverRuns } from './recover-runs.ts'
import type { Run, RunId } from './run.ts'
import type { RunStore } from './run-store.ts'

export interface RequestCancelDeps {
  readonly database: DatabaseSession
  readonly runs: RunStore
  readonly now: Clock
}

/** A run that is to end, and since when. */
export interface CancelRequest {
  readonly runId: RunId
  readonly requestedAt: Date
}

/**
 * Asks whoever runs it, in whatever process, to end a run; of a part, the whole. A run whose process has
 * died is ended here and now. Throws `runNotFound` or `runAlreadyEnded`.
 */
export async function requestCancel(deps: RequestCancelDeps, id: RunId): Promise<CancelRequest> {
  const { id: runId } = await wholeOf(deps, id)
  await recoverRuns(deps)
  const run = await getRun(deps, runId)
  if (run.status !== 'open') throw trackingErrors.runAlreadyEnded({ runId, status: run.status })
  const requestedAt = deps.now()
  await deps.database.queries
    .insertInto('cancel_requests')
    .values({ run_id: runId, requested_at: requestedAt.toISOString() })
    .onConflict((conflict) => conflict.column('run_id').doNothing())
    .execute()
  return { runId, requestedAt: (await findCancelRequest(deps, runId)) ?? requestedAt }
}

async function wholeOf(deps: RequestCancelDeps, id: RunId): Promise<Run> {
  const run = await getRun(deps, id)
  return run.parentId === undefined ? run : wholeOf(deps, run.parentId)
}
