import { currentPlaces } from './code-place.ts'
import { unsaid, withOutput } from './define-step.ts'
import { pipelinesErrors } from './errors.ts'
import { innerSteps } from './step-body.ts'
import type { Step, StepBody, StepCondition, StepOutput } from './step.ts'

export interface ContainerDefinition<Deps> {
  readonly name: string
  readonly summary?: string
  readonly inputs: Readonly<Record<string, StepOutput<unknown>>>
  readonly after?: readonly Step<unknown, never>[]
  readonly when?: StepCondition
  readonly body: StepBody<Deps>
  /** The names of its outputs, where it has several. */
  readonly outputs?: readonly string[]
}

/**
 * A step that runs other steps. What these read of steps outside becomes an input of the whole, so that it
 * is as good a step as any: it waits for all that it needs, and is skipped when nothing has changed.
 */
export function containerStep<Output, Deps>(
  definition: ContainerDefinition<Deps>,
): Step<Output, Deps> {
  const { name, summary = '', body, when } = definition
  const steps = innerSteps({ body })
  assertOutputsWithin(name, body)
  const { inputs, after } = wiresOutside(definition, steps)
  const step: Omit<Step<Output, Deps>, 'output' | 'outputs'> = {
    ...unsaid,
    name,
    summary,
    inputs,
    after: [...(definition.after ?? []), ...after],
    when,
    body,
    // What has to look within each time is always entered.
    cache: steps.every(({ cache }) => cache === 'content') ? 'content' : 'never',
    writes: steps.flatMap(({ writes }) => writes),
    definedAt: currentPlaces(),
    run: () => Promise.reject(pipelinesErrors.notAFunction({ step: name })),
  }
  return withOutput(step, definition.outputs)
}

/** What stands for a value within a body: a wire that the engine gives its value when it runs. */
export function stand<Value>(name: string): StepOutput<Value> {
  const run = () => Promise.reject(pipelinesErrors.notAFunction({ step: name }))
  return withOutput<Value, unknown>({ ...unsaid, name, definedAt: [], run }).output
}

function wiresOutside<Deps>(
  { inputs: own, body }: ContainerDefinition<Deps>,
  steps: readonly Step<unknown, Deps>[],
): Pick<Step<unknown, Deps>, 'inputs' | 'after'> {
  const within = new Set<Step<unknown, never>>(steps)
  const stands = body.kind === 'each' ? [body.item] : Object.values(body.wires)
  for (const { step } of stands) within.add(step)
  const inputs: Record<string, StepOutput<unknown>> = { ...own }
  const add = (name: string, output: StepOutput<unknown>) => {
    const isThere = Object.values(inputs).some(({ step }) => step === output.step)
    if (isThere || within.has(output.step)) return
    inputs[Object.hasOwn(inputs, name) ? output.step.name : name] = output
  }
  for (const step of steps) {
    for (const [name, output] of Object.entries(step.inputs)) add(name, output)
    if (step.when !== undefined) add(step.when.output.step.name, step.when.output)
  }
  const after = steps.flatMap((step) => step.after.filter((need) => !within.has(need)))
  return { inputs, after }
}

/** Throws `pipelines.stepIsMissing` where an output of the whole is of none of its steps. */
function assertOutputsWithin<Deps>(name: string, body: StepBody<Deps>): void {
  if (body.kind === 'each') return
  const within = new Set<Step<unknown, never>>(body.steps)
  for (const { step } of Object.values(body.wires)) within.add(step)
  for (const { step } of Object.values(body.outputs)) {
    if (!within.has(step)) {
      throw pipelinesErrors.stepIsMissing({ pipeline: name, step: name, needs: step.name })
    }
  }
}
