import { parseByteSize } from '../base/index.ts'
import type { Pipeline } from './pipeline.ts'
import { selectSteps, type StepSelection } from './select-steps.ts'
import { allSteps } from './step-body.ts'
import type { StepProcesses } from './step-processes.ts'
import type { Settings, Step } from './step.ts'

export interface PrepareOptions extends StepSelection {
  readonly settings?: Settings
  /** Whether steps run although nothing has changed. */
  readonly force?: boolean
}

/** Has processes started for the steps that are sure to run in one: they get ready in the meantime. */
export function prepareProcesses(
  processes: StepProcesses,
  pipeline: Pipeline<never>,
  { settings = {}, force = false, ...selection }: PrepareOptions,
): void {
  const selected = selectSteps(pipeline, selection)
  const steps = pipeline.steps.filter(({ name }) => selected.has(name))
  const sure = allSteps(steps).filter(({ cache }) => force || cache === 'never')
  prepareFor(processes, sure, settings)
}

/** Has processes started for those of some steps that want one. */
export function prepareFor(
  processes: StepProcesses,
  steps: readonly Step<unknown, never>[],
  settings: Settings,
): void {
  for (const step of steps) {
    if (step.place !== 'process') continue
    processes.prepare({ memoryBytes: memoryOf(step), writes: step.writes, settings })
  }
}

/** What a step may use in a process of its own; as much as there is if it doesn't say. */
export function memoryOf({ resources }: Step<unknown, never>): number | undefined {
  return resources.memory === undefined ? undefined : parseByteSize(resources.memory)
}
