import { pipelinesErrors } from './errors.ts'
import type { Pipeline } from './pipeline.ts'
import { innerSteps } from './step-body.ts'
import type { Step } from './step.ts'

/**
 * The step to which the names lead: those of a pipeline, of the steps that it is within, and its own.
 * Throws `pipelines.stepUnknown`.
 */
export function findStep<Deps>(
  pipelines: readonly Pipeline<Deps>[],
  [pipeline = '', ...path]: readonly string[],
): Step<unknown, Deps> {
  let steps = pipelines.find(({ name }) => name === pipeline)?.steps ?? []
  let found: Step<unknown, Deps> | undefined
  for (const name of path) {
    found = steps.find((step) => step.name === name)
    steps = found === undefined ? [] : innerSteps(found)
  }
  if (found !== undefined) return found
  throw pipelinesErrors.stepUnknown({ pipeline, step: path.join('/'), steps: [] })
}
