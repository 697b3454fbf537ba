import type { CodeState, EndedRun, RunId } from '../tracking/index.ts'
import type { StepBasis } from './cache-decision.ts'
import type { RunOrigin } from './earlier-runs.ts'
import type { PipelineEvent } from './pipeline-event.ts'
import type { Places } from './places.ts'
import type { RunStepDeps } from './call-step.ts'
import type { StepResult } from './run-step.ts'
import type { StepCode } from './step-code.ts'
import type { StepValues } from './step-values.ts'
import type { RepeatedRun, Settings, Step } from './step.ts'

/** What holds for all steps of a run of a pipeline, however deep. */
export interface StepsPlan<Deps> {
  readonly deps: RunStepDeps<Deps>
  readonly pipeline: string
  /** As they are stored, and as steps are told apart by them: without secrets. */
  readonly settings: Settings
  /** As the steps get them. */
  readonly givenSettings: Settings
  /** What the steps of the pipeline declare to write. */
  readonly declared: readonly string[]
  readonly code: CodeState
  readonly stepCode: ReadonlyMap<Step<unknown, never>, StepCode>
  readonly places: Places
  readonly skips: Skips
  readonly force: boolean
  /** By the step of the pipeline, the run that is repeated. */
  readonly repeated: ReadonlyMap<string, RepeatedRun>
  readonly signal: AbortSignal
  readonly onEvent: (event: PipelineEvent) => void
}

/** Skipped runs, written together: a commit for each would cost more than all the rest. */
export interface Skips {
  add(run: EndedRun): void
  /** Resolves when all so far are written. */
  save(): Promise<void>
}

/** Steps that run together: those of a pipeline, of a step made of steps, or the one of an item. */
export interface Scope<Deps> {
  readonly steps: readonly Step<unknown, Deps>[]
  /** Tells it from other scopes, whatever runs: `daily`, `daily/ports/forecast`. */
  readonly path: string
  readonly parentId: RunId
  readonly origin: RunOrigin
  readonly values: StepValues
  /** What the runs of a step are called. */
  readonly nameOf: (step: Step<unknown, Deps>) => string
  readonly earlier: EarlierRuns
  /** The steps to run; all if it is absent. */
  readonly selected?: ReadonlySet<string>
}

/** What is known of earlier runs of the steps of a scope. */
export interface EarlierRuns {
  /** The latest that succeeded, by its name. */
  latest(name: string): EndedRun | undefined
  /** Others whose key may be that of the step as it stands now. */
  older(step: Step<unknown, never>, basis: StepBasis): Promise<readonly EndedRun[]>
}

/** Runs the steps of a scope: handed to what runs a body, which is run by it. */
export type RunScope<Deps> = (scope: Scope<Deps>) => Promise<readonly StepResult[]>
