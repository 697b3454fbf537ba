export type { CodePlace } from './code-place.ts'
export { compareRuns, type Difference, type StepComparison } from './compare-runs.ts'
export { definePipeline, type PipelineDefinition } from './define-pipeline.ts'
export { defineStep, stepDefiner, type NoInputs, type StepDefinition } from './define-step.ts'
export { eachStep, type EachDefinition } from './each-step.ts'
export { pipelinesErrors } from './errors.ts'
export { nextRuns } from './next-runs.ts'
export type { PipelineEvent, StepEvent } from './pipeline-event.ts'
export { toGraph, type Pipeline, type PipelineGraph } from './pipeline.ts'
export { pipelineStep, type PipelineStepDefinition } from './pipeline-step.ts'
export { planPipeline, type PlannedStep } from './plan-pipeline.ts'
export type { Retry } from './with-retries.ts'
export {
  runPipeline,
  type PipelineResult,
  type RunPipelineDeps,
  type RunPipelineOptions,
} from './run-pipeline.ts'
export { selectSteps, type StepSelection } from './select-steps.ts'
export {
  startSchedules,
  type DueMoment,
  type ScheduleDeps,
  type Schedules,
} from './start-schedules.ts'
export { allSteps } from './step-body.ts'
export type { StepCode } from './step-code.ts'
export type { Settings, Step, StepCache, StepCall, StepContext, StepOutput } from './step.ts'
export { optional, when, type StepCondition } from './when.ts'
