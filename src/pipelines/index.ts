export { callerFor, type StepOrigin } from './call-step.ts'
export type { CodePlace } from './code-place.ts'
export { compareRuns, type Difference, type StepComparison } from './compare-runs.ts'
export { definePipeline } from './define-pipeline.ts'
export { defineStep, stepDefiner } from './define-step.ts'
export { eachStep } from './each-step.ts'
export { pipelinesErrors } from './errors.ts'
export { figureOutput, fileOutput, modelOutput, reportOutput } from './outputs/file-outputs.ts'
export { readTable, tableOutput } from './outputs/table-output.ts'
export { jsonOutput, numberOutput } from './outputs/value-outputs.ts'
export { findStep } from './find-step.ts'
export type { PipelineEvent, StepEvent } from './pipeline-event.ts'
export { toGraph, type Pipeline } from './pipeline.ts'
export { pipelineStep } from './pipeline-step.ts'
export { planPipeline, type PlannedStep } from './plan-pipeline.ts'
export type { Retry } from './with-retries.ts'
export {
  runPipeline,
  type PipelineResult,
  type RunPipelineDeps,
  type RunPipelineOptions,
} from './run-pipeline.ts'
export { type WorkProfile } from './profile-work.ts'
export { allSteps } from './step-body.ts'
export { prepareProcesses } from './prepare-processes.ts'
export type { ProcessCall, ProcessReturn, StepProcesses } from './step-processes.ts'
export { stored } from './stored.ts'
export type { StepCode } from './step-code.ts'
export type {
  RepeatedRun,
  Resources,
  Settings,
  Step,
  StepCache,
  StepContext,
  StepOutput,
} from './step.ts'
export { optional, when } from './when.ts'
export { backFill } from './schedules/back-fill.ts'
export { describeTrigger } from './schedules/describe-trigger.ts'
export {
  isEventToken,
  makeEventToken,
  recordRequest,
  revokeEventTokens,
} from './schedules/event-tokens.ts'
export { findPause } from './schedules/find-pause.ts'
export type { Happened, Happenings } from './schedules/happenings.ts'
export { listDue } from './schedules/list-due.ts'
export { leaveOutRemoved } from './schedules/leave-out-removed.ts'
export { lookForDue } from './schedules/look-for-due.ts'
export { lastRuns, nextRuns } from './schedules/next-runs.ts'
export type { Occasion } from './schedules/occasion.ts'
export { pauseSchedule, resumeSchedule } from './schedules/pause-schedule.ts'
export { runDue, type DueOutcome, type RunDue } from './schedules/run-due.ts'
export { toSchedule, type Schedule, type ScheduleDefinition } from './schedules/schedule.ts'
export { startSchedules } from './schedules/start-schedules.ts'
export {
  afterPipeline,
  cron,
  every,
  onAlias,
  onCommit,
  onFiles,
  isTimed,
  type EventTrigger,
  type TimeTrigger,
  type Trigger,
} from './schedules/trigger.ts'
