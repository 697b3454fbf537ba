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
    const [run] = await listRuns(deps, {
      kind: 'step',
      name,
      parentName: pipeline.name,
      status: 'succeeded',
      limit: 1,
    })
    if (run !== undefined && run.status !== 'open') earlier.set(name, run)
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
