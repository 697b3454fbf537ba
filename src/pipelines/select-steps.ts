import { pipelinesErrors } from './errors.ts'
import { needsOf, type Pipeline } from './pipeline.ts'
import type { Step } from './step.ts'

/** Which steps of a pipeline to run; what is given together narrows together. */
export interface StepSelection {
  readonly steps?: readonly string[]
  /** This step and all that need it. */
  readonly from?: string
  /** This step and all that it needs. */
  readonly until?: string
}

/** The names of the chosen steps. Throws `pipelines.stepUnknown`. */
export function selectSteps(
  pipeline: Pipeline<never>,
  { steps, from, until }: StepSelection,
): ReadonlySet<string> {
  const chosen = [
    ...(steps === undefined ? [] : [new Set(steps.map((name) => getStep(pipeline, name).name))]),
    ...(from === undefined ? [] : [followersOf(pipeline, getStep(pipeline, from))]),
    ...(until === undefined ? [] : [originsOf(getStep(pipeline, until))]),
  ]
  const names = pipeline.steps.map(({ name }) => name)
  return new Set(names.filter((name) => chosen.every((set) => set.has(name))))
}

function getStep(pipeline: Pipeline<never>, name: string): Step<unknown, never> {
  const step = pipeline.steps.find((each) => each.name === name)
  if (step !== undefined) return step
  const steps = pipeline.steps.map((each) => each.name)
  throw pipelinesErrors.stepUnknown({ pipeline: pipeline.name, step: name, steps })
}

function followersOf({ steps }: Pipeline<never>, first: Step<unknown, never>): Set<string> {
  const found = new Set([first.name])
  for (const step of steps) {
    if (needsOf(step).some((need) => found.has(need.name))) found.add(step.name)
  }
  return found
}

function originsOf(last: Step<unknown, never>, found = new Set<string>()): Set<string> {
  if (found.has(last.name)) return found
  found.add(last.name)
  for (const need of needsOf(last)) originsOf(need, found)
  return found
}
