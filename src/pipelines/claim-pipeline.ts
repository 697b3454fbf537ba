import { isSwellError, type Clock } from '../base/index.ts'
import { takeClaim, type Claim, type DatabaseSession } from '../storage/index.ts'
import { listRuns, type RunStore } from '../tracking/index.ts'
import { pipelinesErrors } from './errors.ts'

export interface ClaimPipelineDeps {
  readonly database: DatabaseSession
  readonly runs: RunStore
  readonly now: Clock
}

/** Sees to it that a pipeline runs once at a time. Throws `pipelines.alreadyRunning`. */
export async function claimPipeline(deps: ClaimPipelineDeps, pipeline: string): Promise<Claim> {
  try {
    return await takeClaim(deps, `pipeline:${pipeline}`)
  } catch (error) {
    if (!isSwellError(error, 'storage.claimHeld')) throw error
    const query = { kind: 'pipeline', name: pipeline, status: 'open', limit: 1 } as const
    const [run] = await listRuns(deps, query)
    const owner = String(error.details['owner'])
    const since = String(error.details['claimedAt'])
    throw pipelinesErrors.alreadyRunning({ pipeline, owner, since, runId: run?.id }, error)
  }
}
