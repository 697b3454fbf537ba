import { listRuns, type EndedRun, type RunStore } from '../tracking/index.ts'
import { pipelinesErrors } from './errors.ts'
import type { Pipeline } from './pipeline.ts'

/**
 * The latest run of each step that succeeded, by the name of the step. Throws
 * `pipelines.noEarlierOutput` where a selected step reads from one that is left out and has none.
 */
export async function listEarlierRuns(
  deps: { readonly runs: RunStore },
  pipeline: Pipeline<never>,
  selected: ReadonlySet<string>,
): Promise<ReadonlyMap<string, EndedRun>> {
  const earlier = new Map<string, EndedRun>()
  for (const { name } of pipeline.steps) {
    const [run] = await listSucceeded(deps, pipeline.name, name, 1)
    if (run !== undefined) earlier.set(name, run)
  }
  for (const step of pipeline.steps) {
    if (!selected.has(step.name)) continue
    for (const { step: need } of Object.values(step.inputs)) {
      if (selected.has(need.name) || earlier.has(need.name)) continue
      throw pipelinesErrors.noEarlierOutput({ step: step.name, needs: need.name })
    }
  }
  return earlier
}

/** Runs of a step that succeeded, the latest first. */
export async function listSucceeded(
  deps: { readonly runs: RunStore },
  pipeline: string,
  step: string,
  limit: number,
): Promise<readonly EndedRun[]> {
  const query = { kind: 'step', name: step, parentName: pipeline, status: 'succeeded' } as const
  const runs = await listRuns(deps, { ...query, limit })
  return runs.filter((run) => run.status !== 'open')
}
