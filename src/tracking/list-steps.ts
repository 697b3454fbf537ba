import { getRun } from './get-run.ts'
import type { Run, RunId } from './run.ts'
import type { RunStore } from './run-store.ts'

const stepLimit = 10_000

/**
 * The step runs of a pipeline run, in the order that the pipeline has planned (its input `steps`, a list
 * of names): steps that are skipped start and end within the same millisecond. Throws `runNotFound`.
 */
export async function listSteps(
  deps: { readonly runs: RunStore },
  runId: RunId,
): Promise<readonly Run[]> {
  const { inputs } = await getRun(deps, runId)
  const planned: readonly unknown[] = Array.isArray(inputs['steps']) ? inputs['steps'] : []
  const steps = await deps.runs.list({ parentId: runId, limit: stepLimit })
  return steps.toReversed().toSorted((a, b) => planned.indexOf(a.name) - planned.indexOf(b.name))
}
