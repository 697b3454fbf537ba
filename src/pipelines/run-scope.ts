import type { Digest } from '../base/index.ts'
import {
  endRun,
  newRun,
  timeForId,
  toRunError,
  type EndedRun,
  type RunError,
  type RunOutcome,
} from '../tracking/index.ts'
import { decideCache, describeRun, type CacheDecision, type StepBasis } from './cache-decision.ts'
import { codeOf } from './code-of.ts'
import { pipelinesErrors } from './errors.ts'
import { needsOf } from './pipeline.ts'
import { prepareFor } from './prepare-processes.ts'
import { runBody } from './run-body.ts'
import type { StepAttempt } from './call-step.ts'
import { runStep, type StepResult } from './run-step.ts'
import type { Scope, StepsPlan } from './scope.ts'
import { inputsOf, valueAt, type StepFate } from './step-values.ts'
import type { Step } from './step.ts'
import { stateOfPlaces } from './written-files.ts'

/** What not running a step leaves behind. */
interface Skip {
  readonly reason: string
  readonly inputs?: Readonly<Record<string, unknown>>
  readonly outputs?: unknown
  readonly cacheKey?: Digest
  readonly settings?: unknown
  readonly outcome?: RunOutcome
  readonly error?: RunError
  readonly failure?: StepResult['failure']
  readonly fate: StepFate
}

/**
 * Runs or skips each step as soon as all that it needs is over. Steps that need a failed one are skipped,
 * others go on. The results are in the order of the scope.
 */
export async function runScope<Deps>(
  plan: StepsPlan<Deps>,
  scope: Scope<Deps>,
): Promise<readonly StepResult[]> {
  type ScopeStep = Step<unknown, Deps>
  const { values } = scope
  const results = new Map<ScopeStep, StepResult>()
  function skip(step: ScopeStep, { failure, fate, ...skipped }: Skip): void {
    const run = skippedRun(plan, scope, step, skipped)
    const origin = { pipeline: plan.pipeline, step: run.name, runId: run.id, within: scope.path }
    plan.onEvent({ type: 'skipped', reason: skipped.reason, ...origin })
    plan.skips.add(run)
    results.set(step, { run, ...(failure === undefined ? {} : { failure }) })
    values.set(step, fate)
  }

  async function settle(step: ScopeStep): Promise<void> {
    const early = skipEarly(plan, scope, step)
    if (early !== undefined) return skip(step, early)
    const basis = basisOf(plan, scope, step)
    const decision = await decide(plan, scope, step, basis)
    if (decision.action === 'skip') {
      const { reason, cacheKey, earlier } = decision
      const { settings, outputs } = earlier
      const fate = { kind: 'gave', value: outputs } as const
      return skip(step, { reason, cacheKey, settings, outputs, inputs: basis.inputs, fate })
    }
    // What only runs others takes no place: they would wait for it.
    const leave = step.body === undefined ? await plan.places.enter(step.resources) : nothing
    try {
      await work(step, { basis, reason: decision.reason, leave })
    } finally {
      leave()
    }
  }

  async function work(
    step: ScopeStep,
    decided: Pick<StepAttempt, 'basis' | 'reason' | 'leave'>,
  ): Promise<void> {
    // While it waited for its turn the run may have been cancelled.
    const cancelled = skipCancelled(plan, step.name)
    if (cancelled !== undefined) return skip(step, cancelled)
    await plan.skips.save()
    const { deps, settings } = plan
    // What comes of it will mostly be news to those that read it.
    const readers = () => scope.steps.filter((other) => needsOf(other).includes(step))
    if (deps.processes !== undefined) prepareFor(deps.processes, readers(), settings)
    const name = scope.nameOf(step)
    const attempt = { ...plan, name, within: scope.path, parentId: scope.parentId, ...decided }
    const result =
      step.body === undefined
        ? await runStep(plan.deps, step, attempt)
        : await runBody(plan, { ...attempt, step, body: step.body, values }, (inner) =>
            runScope(plan, inner),
          )
    results.set(step, result)
    const { failure, run } = result
    values.set(
      step,
      failure === undefined
        ? { kind: 'gave', value: run.outputs }
        : { kind: 'failed', step: run.name },
    )
  }

  const settled = new Map<Step<unknown, never>, Promise<void>>()
  for (const step of scope.steps) {
    const needed = needsOf(step).map((need) => settled.get(need) ?? Promise.resolve())
    settled.set(
      step,
      Promise.all(needed).then(() => settle(step)),
    )
  }
  // What runs must be over before the pipeline is, even if the engine itself is in trouble.
  await Promise.allSettled(settled.values())
  await Promise.all(settled.values())
  return scope.steps.flatMap((step) => results.get(step) ?? [])
}

function nothing(): void {
  // It has taken no place.
}

/** What the result of a step depends on, now that all that it needs is over. */
export function basisOf<Deps>(
  plan: Pick<StepsPlan<Deps>, 'settings' | 'code' | 'stepCode'> & {
    readonly deps: { readonly root?: string }
  },
  { path, values }: Pick<Scope<Deps>, 'path' | 'values'>,
  step: Step<unknown, Deps>,
): StepBasis {
  const { settings, code, stepCode } = plan
  const list = step.body?.kind === 'each' ? step.body.list : undefined
  const inputs = { ...inputsOf(step, values), ...(list === undefined ? {} : { items: list }) }
  const { root } = plan.deps
  const written = root === undefined ? undefined : stateOfPlaces(root, step.writes)
  const depends = { scope: path, inputs, settings, code: codeOf(step, code, stepCode) }
  return written === undefined ? depends : { ...depends, written }
}

/** The latest run mostly tells; an older one may have been of the same inputs, settings and code. */
async function decide<Deps>(
  { force, deps }: StepsPlan<Deps>,
  { earlier, nameOf }: Scope<Deps>,
  step: Step<unknown, Deps>,
  basis: StepBasis,
): Promise<CacheDecision> {
  const latest = earlier.latest(nameOf(step))
  const known = latest === undefined ? [] : [latest]
  const now = deps.now()
  const first = decideCache(step, basis, { earlier: known, force, now })
  if (first.action === 'skip' || force || step.cache === 'never') return first
  const older = await earlier.older(step, basis)
  if (older.length === 0) return first
  const second = decideCache(step, basis, { earlier: older, force, now })
  return second.action === 'skip' ? second : first
}

/** The reasons to skip that need no look at what the step depends on. */
function skipEarly<Deps>(
  plan: StepsPlan<Deps>,
  scope: Scope<Deps>,
  step: Step<unknown, Deps>,
): Skip | undefined {
  if (scope.selected?.has(step.name) === false) {
    const run = scope.earlier.latest(step.name)
    const fate = { kind: 'gave', value: run?.outputs } as const
    if (run === undefined) return { reason: 'left out', fate }
    const reason = `left out; its output is of ${describeRun(run)}`
    return { reason, outputs: run.outputs, fate }
  }
  const failed = needsOf(step).flatMap((need) => {
    const fate = scope.values.find(need)
    return fate?.kind === 'failed' ? [fate] : []
  })[0]
  if (failed !== undefined) return { reason: `because ${failed.step} failed`, fate: failed }
  return skipCancelled(plan, step.name) ?? skipUnwanted(scope, step)
}

function skipCancelled<Deps>(
  { pipeline, signal }: StepsPlan<Deps>,
  step: string,
): Skip | undefined {
  if (!signal.aborted) return undefined
  const error = pipelinesErrors.cancelled({ pipeline })
  const fate = { kind: 'failed', step } as const
  return { reason: 'because the run was cancelled', failure: { step, error }, fate }
}

/** What a condition keeps from running: the step itself, or one that it reads from. */
function skipUnwanted<Deps>(scope: Scope<Deps>, step: Step<unknown, Deps>): Skip | undefined {
  const condition = step.when === undefined ? [] : [step.when.output]
  for (const { step: need, isOptional } of [...Object.values(step.inputs), ...condition]) {
    const fate = scope.values.find(need)
    if (fate?.kind !== 'unwanted' || isOptional === true) continue
    const reason = `because ${need.name} did not run: ${fate.reason}`
    return { reason, fate: { kind: 'unwanted', reason: fate.reason } }
  }
  if (step.when === undefined) return undefined
  const { holds, output, words } = step.when
  const value = valueAt(scope.values, output)
  try {
    if (holds(value)) return undefined
  } catch (error) {
    const failure = { step: step.name, error }
    const fate = { kind: 'failed', step: step.name } as const
    const reason = 'its condition could not be told'
    return { reason, outcome: 'failed', error: toRunError(error), failure, fate }
  }
  const wanted = words === undefined ? 'its condition does not hold' : `it wants ${words}`
  const reason = `${wanted}, and ${output.step.name} gave ${shortJson(value)}`
  return { reason, fate: { kind: 'unwanted', reason } }
}

function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

function skippedRun<Deps>(
  { deps, code: whole, stepCode, settings }: StepsPlan<Deps>,
  { parentId, nameOf }: Scope<Deps>,
  step: Step<unknown, Deps>,
  { outputs, error, outcome = 'skipped', ...skip }: Omit<Skip, 'fate' | 'failure'>,
): EndedRun {
  const at = deps.now()
  // The parts of the code stand with the run that was as this one would be.
  const { parts: _, ...code } = codeOf(step, whole, stepCode)
  const start = { kind: 'step', name: nameOf(step), parentId, settings, code } as const
  const end = { outcome, outputs, ...(error === undefined ? {} : { error }) }
  return endRun(newRun({ ...start, ...skip }, at, timeForId(deps, at)), end, at)
}
