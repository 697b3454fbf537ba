import type { Digest } from '../base/index.ts'
import { endRun, newRun, type CodeState, type EndedRun, type OpenRun } from '../tracking/index.ts'
import { decideCache, describeRun, type CacheDecision, type StepBasis } from './cache-decision.ts'
import { listSucceeded } from './earlier-runs.ts'
import { pipelinesErrors } from './errors.ts'
import type { PipelineEvent } from './pipeline-event.ts'
import { needsOf, type Pipeline } from './pipeline.ts'
import { runStep, type RunStepDeps, type StepResult } from './run-step.ts'
import { slots } from './slots.ts'
import type { StepCode } from './step-code.ts'
import type { Settings, Step } from './step.ts'

export interface StepsPlan {
  /** The run of the pipeline. */
  readonly run: OpenRun
  readonly selected: ReadonlySet<string>
  /** By step, its latest run that succeeded. */
  readonly earlier: ReadonlyMap<string, EndedRun>
  /** As they are stored, and as steps are told apart by them: without secrets. */
  readonly settings: Settings
  /** As the steps get them. */
  readonly givenSettings: Settings
  readonly code: CodeState
  readonly stepCode: ReadonlyMap<Step<unknown, never>, StepCode>
  readonly parallel: number
  readonly force: boolean
  readonly signal: AbortSignal
  readonly onEvent: (event: PipelineEvent) => void
}

/** What skipping a step leaves behind. */
interface Skip {
  readonly reason: string
  readonly inputs?: Readonly<Record<string, unknown>>
  readonly outputs?: unknown
  readonly cacheKey?: Digest
  readonly failure?: StepResult['failure']
}

/**
 * Runs or skips each step as soon as all that it needs is over. Steps that need a failed one are skipped,
 * others go on. The results are in the order of the pipeline.
 */
export async function runSteps<Deps>(
  deps: RunStepDeps<Deps>,
  pipeline: Pipeline<Deps>,
  plan: StepsPlan,
): Promise<readonly StepResult[]> {
  const results = new Map<string, StepResult>()
  const outputs = new Map<string, unknown>()
  /** By step that gave nothing, the step that is to blame. */
  const blamed = new Map<string, string>()
  const places = slots(plan.parallel)
  let unsaved: EndedRun[] = []

  // Skips are written together: a commit for each would cost more than all the rest.
  async function saveSkips(): Promise<void> {
    const saved = unsaved
    unsaved = []
    await deps.runs.insert(saved)
  }

  function skip(step: Step<unknown, Deps>, { failure, ...skipped }: Skip): void {
    const run = skippedRun(deps, step, plan, skipped)
    const origin = { pipeline: pipeline.name, step: step.name, runId: run.id }
    plan.onEvent({ type: 'skipped', reason: skipped.reason, ...origin })
    unsaved.push(run)
    results.set(step.name, { run, ...(failure === undefined ? {} : { failure }) })
    if ('outputs' in skipped) outputs.set(step.name, skipped.outputs)
  }

  async function settle(step: Step<unknown, Deps>): Promise<void> {
    const early = skipEarly(pipeline, step, plan, blamed)
    if (early !== undefined) return skip(step, early)
    const inputs = inputsOf(step, outputs)
    const basis = { inputs, settings: plan.settings, code: codeOf(step, plan) }
    const decision = await decide(deps, pipeline.name, step, basis, plan)
    if (decision.action === 'skip') {
      const { reason, cacheKey, earlier } = decision
      return skip(step, { reason, inputs, cacheKey, outputs: earlier.outputs })
    }
    await places.run(() => work(step, basis, decision.reason))
  }

  async function work(step: Step<unknown, Deps>, basis: StepBasis, reason: string): Promise<void> {
    // While it waited for its turn the run may have been cancelled.
    const cancelled = skipCancelled(pipeline.name, step.name, plan.signal)
    if (cancelled !== undefined) return skip(step, cancelled)
    await saveSkips()
    const { signal, onEvent, givenSettings, run: parent } = plan
    const origin = { pipeline: pipeline.name, parentId: parent.id }
    const attempt = { ...origin, basis, givenSettings, reason, signal, onEvent }
    const result = await runStep(deps, step, attempt)
    results.set(step.name, result)
    if (result.failure === undefined) outputs.set(step.name, result.run.outputs)
    else blamed.set(step.name, step.name)
  }

  const settled = new Map<string, Promise<void>>()
  for (const step of pipeline.steps) {
    const needed = needsOf(step).map((need) => settled.get(need.name) ?? Promise.resolve())
    settled.set(
      step.name,
      Promise.all(needed).then(() => settle(step)),
    )
  }
  // What runs must be over before the pipeline is, even if the engine itself is in trouble.
  await Promise.allSettled(settled.values())
  await Promise.all(settled.values())
  await saveSkips()
  return pipeline.steps.flatMap(({ name }) => results.get(name) ?? [])
}

/** The latest run mostly tells; an older one may have been of the same inputs, settings and code. */
async function decide(
  deps: Pick<RunStepDeps<never>, 'runs'>,
  pipeline: string,
  step: Step<unknown, never>,
  basis: StepBasis,
  { earlier, force }: StepsPlan,
): Promise<CacheDecision> {
  const latest = earlier.get(step.name)
  const known = latest === undefined ? [] : [latest]
  const first = decideCache(step, basis, { earlier: known, force })
  const isFinal = first.action === 'skip' || force || step.cache === 'never'
  if (isFinal || latest === undefined) return first
  const older = await listSucceeded(deps, pipeline, step.name, 50)
  return decideCache(step, basis, { earlier: older, force })
}

/** The reasons to skip that need no look at what the step depends on. */
function skipEarly(
  { name: pipeline }: Pipeline<never>,
  step: Step<unknown, never>,
  { selected, earlier, signal }: StepsPlan,
  blamed: Map<string, string>,
): Skip | undefined {
  if (!selected.has(step.name)) {
    const run = earlier.get(step.name)
    if (run === undefined) return { reason: 'left out' }
    return { reason: `left out; its output is of ${describeRun(run)}`, outputs: run.outputs }
  }
  const blame = needsOf(step)
    .map((need) => blamed.get(need.name))
    .find((name) => name !== undefined)
  if (blame !== undefined) {
    blamed.set(step.name, blame)
    return { reason: `because ${blame} failed` }
  }
  return skipCancelled(pipeline, step.name, signal)
}

function skipCancelled(pipeline: string, step: string, signal: AbortSignal): Skip | undefined {
  if (!signal.aborted) return undefined
  const error = pipelinesErrors.cancelled({ pipeline })
  return { reason: 'because the run was cancelled', failure: { step, error } }
}

function codeOf(step: Step<unknown, never>, { code, stepCode }: StepsPlan): CodeState {
  return { ...code, ...stepCode.get(step) }
}

function inputsOf(step: Step<unknown, never>, outputs: ReadonlyMap<string, unknown>) {
  return Object.fromEntries(
    Object.entries(step.inputs).map(([name, input]) => [name, outputs.get(input.step.name)]),
  )
}

function skippedRun(
  { now }: Pick<RunStepDeps<never>, 'now'>,
  step: Step<unknown, never>,
  plan: StepsPlan,
  { outputs, ...skip }: Skip,
): EndedRun {
  const at = now()
  // The parts of the code stand with the run that was as this one would be.
  const { parts: _, ...code } = codeOf(step, plan)
  const { run: parent, settings } = plan
  const start = { kind: 'step', name: step.name, parentId: parent.id, settings, code } as const
  return endRun(newRun({ ...start, ...skip }, at), { outcome: 'skipped', outputs }, at)
}
