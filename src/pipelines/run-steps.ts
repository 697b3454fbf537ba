import type { Digest } from '../base/index.ts'
import { endRun, newRun, type CodeState, type EndedRun, type OpenRun } from '../tracking/index.ts'
import { decideCache, describeRun } from './cache-decision.ts'
import { pipelinesErrors } from './errors.ts'
import type { PipelineEvent } from './pipeline-event.ts'
import { needsOf, type Pipeline } from './pipeline.ts'
import { runStep, type RunStepDeps, type StepResult } from './run-step.ts'
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

/** Runs or skips each step in its turn. Steps that need a failed one are skipped, others go on. */
export async function runSteps<Deps>(
  deps: RunStepDeps<Deps>,
  pipeline: Pipeline<Deps>,
  plan: StepsPlan,
): Promise<readonly StepResult[]> {
  const results: StepResult[] = []
  const outputs = new Map<string, unknown>()
  /** By step that gave nothing, the step that is to blame. */
  const blamed = new Map<string, string>()
  let unsaved: EndedRun[] = []

  // Skips are written together: a commit for each would cost more than all the rest.
  async function saveSkips(): Promise<void> {
    await deps.runs.insert(unsaved)
    unsaved = []
  }

  function skip(step: Step<unknown, Deps>, { failure, ...skipped }: Skip): void {
    const run = skippedRun(deps, step, plan, skipped)
    const origin = { pipeline: pipeline.name, step: step.name, runId: run.id }
    plan.onEvent({ type: 'skipped', reason: skipped.reason, ...origin })
    unsaved.push(run)
    results.push({ run, ...(failure === undefined ? {} : { failure }) })
    if ('outputs' in skipped) outputs.set(step.name, skipped.outputs)
  }

  async function settle(step: Step<unknown, Deps>): Promise<void> {
    const early = skipEarly(pipeline, step, plan, blamed)
    if (early !== undefined) return skip(step, early)
    const inputs = inputsOf(step, outputs)
    const basis = { inputs, settings: plan.settings, code: plan.code }
    const { force, signal, onEvent, givenSettings, run: parent } = plan
    const decision = decideCache(step, basis, { earlier: plan.earlier.get(step.name), force })
    if (decision.action === 'skip') {
      const { reason, cacheKey, earlier } = decision
      return skip(step, { reason, inputs, cacheKey, outputs: earlier.outputs })
    }
    await saveSkips()
    const { action: _, ...why } = decision
    const heard = { signal, onEvent }
    const origin = { pipeline: pipeline.name, parentId: parent.id }
    const attempt = { ...origin, basis, givenSettings, ...why, ...heard }
    const result = await runStep(deps, step, attempt)
    results.push(result)
    if (result.failure === undefined) outputs.set(step.name, result.run.outputs)
    else blamed.set(step.name, step.name)
  }

  for (const step of pipeline.steps) await settle(step)
  await saveSkips()
  return results
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
  if (!signal.aborted) return undefined
  const error = pipelinesErrors.cancelled({ pipeline })
  return { reason: 'because the run was cancelled', failure: { step: step.name, error } }
}

function inputsOf(step: Step<unknown, never>, outputs: ReadonlyMap<string, unknown>) {
  return Object.fromEntries(
    Object.entries(step.inputs).map(([name, input]) => [name, outputs.get(input.step.name)]),
  )
}

function skippedRun(
  { now }: Pick<RunStepDeps<never>, 'now'>,
  step: Step<unknown, never>,
  { run: parent, settings, code }: StepsPlan,
  { outputs, ...skip }: Skip,
): EndedRun {
  const at = now()
  const start = { kind: 'step', name: step.name, parentId: parent.id, settings, code } as const
  return endRun(newRun({ ...start, ...skip }, at), { outcome: 'skipped', outputs }, at)
}
