import { assertName } from './assert-name.ts'
import { containerStep, stand } from './container-step.ts'
import { orderSteps } from './order-steps.ts'
import type { Step, StepCondition, StepOutput, StepWithOutputs, Wires } from './step.ts'

export interface PipelineStepDefinition<Inputs, Outputs, Deps> {
  readonly name: string
  readonly summary?: string
  readonly inputs?: Wires<Inputs>
  /** Makes the steps: called once, with what stands for the inputs. */
  readonly steps: (inputs: Wires<Inputs>) => {
    readonly steps: readonly Step<unknown, Deps>[]
    readonly outputs?: Wires<Outputs>
  }
  readonly after?: readonly Step<unknown, never>[]
  readonly when?: StepCondition
}

/** Declares a step that is a pipeline of its own, with typed inputs and outputs. */
export function pipelineStep<
  Inputs = Readonly<Record<never, never>>,
  Outputs = Readonly<Record<never, never>>,
  Deps = unknown,
>(definition: PipelineStepDefinition<Inputs, Outputs, Deps>): StepWithOutputs<Outputs, Deps> {
  const { name, inputs = {} } = definition
  assertName('step', name)
  const wires = Object.fromEntries(Object.keys(inputs).map((input) => [input, stand(input)]))
  const made = definition.steps(wires as Wires<Inputs>)
  const outputs = (made.outputs ?? {}) as Readonly<Record<string, StepOutput<unknown>>>
  const whole = containerStep<unknown, Deps>({
    ...definition,
    inputs,
    body: {
      kind: 'part',
      wires,
      steps: orderSteps(name, made.steps),
      outputs,
    },
    outputs: Object.keys(outputs),
  })
  // Its members are exactly the outputs that were made.
  return whole as StepWithOutputs<Outputs, Deps>
}
