import { releaseClaim, type DatabaseSession } from '../storage/index.ts'
import {
  finishRun,
  recoverRuns,
  startRun,
  toRunError,
  type CodeState,
  type EndedRun,
  type RunEnd,
  type RunError,
  type RunId,
  type RunStore,
} from '../tracking/index.ts'
import { claimPipeline } from './claim-pipeline.ts'
import { withDueAt } from './due-at.ts'
import { assertEarlierOutputs, listLatestRuns, originOf } from './earlier-runs.ts'
import type { PipelineEvent } from './pipeline-event.ts'
import type { Pipeline } from './pipeline.ts'
import { prepareProcesses } from './prepare-processes.ts'
import { machineRoom, places, type Room } from './places.ts'
import type { RunStepDeps } from './call-step.ts'
import type { StepResult } from './run-step.ts'
import { findRepeated } from './find-repeated.ts'
import type { WorkProfile } from './profile-work.ts'
import { allSteps } from './step-body.ts'
import type { StepsPlan } from './scope.ts'
import { runSteps } from './run-steps.ts'
import { selectSteps, type StepSelection } from './select-steps.ts'
import type { StepCode } from './step-code.ts'
import type { Settings, Step } from './step.ts'
import { watchCancel } from './watch-cancel.ts'
import { withoutSecrets } from './without-secrets.ts'

export interface RunPipelineDeps<Deps> extends RunStepDeps<Deps> {
  readonly database: DatabaseSession
}

export interface RunPipelineOptions extends StepSelection {
  readonly settings?: Settings
  readonly code?: CodeState
  /** Digest of the code that the steps can reach; without it, a clean commit stands for it. */
  readonly fingerprint?: string
  /** What each step can reach; `fingerprint` stands for the others. */
  readonly stepCode?: ReadonlyMap<Step<unknown, never>, StepCode>
  /** How many steps may run at once; 4 if it is absent. */
  readonly parallel?: number
  /** What steps may take together; this machine's if it is absent. */
  readonly room?: Room
  /** The steps of another run: what is left out gives what it gave there, and the rest runs again. */
  readonly repeats?: readonly EndedRun[]
  /** Runs steps although nothing has changed. */
  readonly force?: boolean
  /** The moment for which it runs, if that isn't now. */
  readonly dueAt?: Date
  /** The run that it is a part of, such as one that tries several settings. */
  readonly parentId?: RunId
  /** Why it runs: `by hand`, `due at 2026-03-01 12:11 UTC`. */
  readonly reason?: string
  readonly signal?: AbortSignal
  /** Calls steps under the profiler, one at a time, and is given where each has spent its time. */
  readonly onProfile?: (runId: RunId, profile: WorkProfile) => Promise<void>
  readonly onEvent?: (event: PipelineEvent) => void
}

export interface PipelineResult {
  readonly run: EndedRun
  /** In the order of the pipeline. */
  readonly steps: readonly EndedRun[]
  /** The first step that failed, with what it has thrown; or that the run was cancelled. */
  readonly failure?: { readonly step: string | undefined; readonly error: unknown }
}

/**
 * Runs the steps of a pipeline, each as soon as its own inputs are there, skips those whose result is
 * known, and records all.
 * A step that fails is part of the result. Throws `pipelines.alreadyRunning`, `pipelines.stepUnknown` or
 * `pipelines.noEarlierOutput` before anything has run.
 */
export async function runPipeline<Deps>(
  deps: RunPipelineDeps<Deps>,
  pipeline: Pipeline<Deps>,
  options: RunPipelineOptions = {},
): Promise<PipelineResult> {
  const selected = selectSteps(pipeline, options)
  if (deps.processes !== undefined) prepareProcesses(deps.processes, pipeline, options)
  const claim = await claimPipeline(deps, pipeline.name)
  try {
    await recoverRuns(deps)
    return await runClaimed(deps, pipeline, selected, options)
  } finally {
    await releaseClaim(deps, claim)
  }
}

async function runClaimed<Deps>(
  deps: RunPipelineDeps<Deps>,
  pipeline: Pipeline<Deps>,
  selected: ReadonlySet<string>,
  options: RunPipelineOptions,
): Promise<PipelineResult> {
  const { fingerprint, reason } = options
  const givenSettings = withDueAt(options.settings ?? {}, options.dueAt)
  const { onEvent = () => undefined } = options
  const settings = withoutSecrets(givenSettings)
  const earlier =
    options.repeats === undefined
      ? await earlierRuns(deps, pipeline, selected)
      : new Map(options.repeats.map((step) => [step.name, step]))
  const code = { ...options.code, ...(fingerprint === undefined ? {} : { fingerprint }) }
  const run = await startRun(deps, {
    kind: 'pipeline',
    name: pipeline.name,
    settings,
    code,
    inputs: { steps: pipeline.steps.map(({ name }) => name), selected: [...selected] },
    ...(reason === undefined ? {} : { reason }),
    ...(options.parentId === undefined ? {} : { parentId: options.parentId }),
  })
  onEvent({ type: 'pipeline-started', run })
  const cancel = watchCancel(deps, [run.id, ...(options.parentId ? [options.parentId] : [])])
  const { force = false } = options
  const signal = AbortSignal.any([cancel.signal, ...(options.signal ? [options.signal] : [])])
  const { stepCode = new Map<Step<unknown, never>, StepCode>() } = options
  try {
    const how = { settings, givenSettings, code, stepCode, force, signal, onEvent }
    const repeated = await findRepeated(deps, options.repeats ?? [])
    const declared = allSteps(pipeline.steps).flatMap(({ writes }) => writes)
    const plan = { ...watched(deps, options), pipeline: pipeline.name, declared, repeated, ...how }
    const { results, save } = await runSteps(plan, pipeline, { run, selected, earlier })
    const failure = failureOf(results)
    const [, ended] = await Promise.all([save(), finishRun(deps, run.id, endOf(failure))])
    onEvent({ type: 'pipeline-ended', run: ended })
    const steps = results.map((result) => result.run)
    return { run: ended, steps, ...(failure === undefined ? {} : { failure }) }
  } catch (error) {
    // The engine itself is in trouble; if the record can't be ended either, the first error matters.
    const end: RunEnd = { outcome: 'failed', error: toRunError(error) }
    await finishRun(deps, run.id, end).catch(() => undefined)
    throw error
  } finally {
    await cancel.close()
  }
}

/** A profile sees the whole process: of two steps at once it could not be told whose time it is. */
function watched<Deps>(
  deps: RunPipelineDeps<Deps>,
  { onProfile, room, parallel = 4 }: RunPipelineOptions,
): Pick<StepsPlan<Deps>, 'deps' | 'places'> {
  if (onProfile === undefined) return { deps, places: places(room ?? machineRoom(parallel)) }
  return { deps: { ...deps, onProfile }, places: places(machineRoom(1)) }
}

async function earlierRuns(
  deps: { readonly runs: RunStore },
  pipeline: Pipeline<never>,
  selected: ReadonlySet<string>,
): Promise<ReadonlyMap<string, EndedRun>> {
  const names = pipeline.steps.map(({ name }) => name)
  const earlier = await listLatestRuns(deps, originOf(pipeline.name), names)
  assertEarlierOutputs(pipeline, selected, earlier)
  return earlier
}

function failureOf(results: readonly StepResult[]): PipelineResult['failure'] {
  return results.find((result) => result.failure !== undefined)?.failure
}

function endOf(failure: PipelineResult['failure']): RunEnd {
  if (failure === undefined) return { outcome: 'succeeded' }
  const error = toRunError(failure.error)
  return { outcome: 'failed', error: { ...error, message: describe(failure.step, error) } }
}

function describe(step: string | undefined, { code, message }: RunError): string {
  return step === undefined || code === 'pipelines.cancelled'
    ? message
    : `The step "${step}" failed: ${message}`
}
