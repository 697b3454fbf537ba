import type { EndedRun, RunStore } from '../tracking/index.ts'
import { decideCache, describeRun } from './cache-decision.ts'
import { assertEarlierOutputs, listLatestRuns, listSucceeded, originOf } from './earlier-runs.ts'
import type { Clock } from '../base/index.ts'
import { needsOf, type Pipeline } from './pipeline.ts'
import type { RunPipelineOptions } from './run-pipeline.ts'
import { basisOf } from './run-scope.ts'
import { selectSteps } from './select-steps.ts'
import { stepValues, type StepValues } from './step-values.ts'
import type { Step, StepCondition } from './step.ts'
import { withoutSecrets } from './without-secrets.ts'

/** What would become of a step: `unsure` where it hangs on what another step will give. */
export interface PlannedStep {
  readonly name: string
  readonly action: 'run' | 'skip' | 'unsure'
  readonly reason: string
}

export interface PlanDeps {
  readonly runs: RunStore
  readonly now: Clock
  /** The project's folder, where steps may have left something. */
  readonly root?: string
}

/** Tells what a run would do, and does nothing. Throws as `runPipeline` does before anything has run. */
export async function planPipeline(
  deps: PlanDeps,
  pipeline: Pipeline<never>,
  options: RunPipelineOptions = {},
): Promise<readonly PlannedStep[]> {
  const selected = selectSteps(pipeline, options)
  const names = pipeline.steps.map(({ name }) => name)
  const latest = await listLatestRuns(deps, originOf(pipeline.name), names)
  assertEarlierOutputs(pipeline, selected, latest)
  const planned = new Map<string, PlannedStep>()
  const values = stepValues()
  for (const step of pipeline.steps) {
    const { plan, run } = selected.has(step.name)
      ? await planStep(deps, pipeline, step, options, { values, planned })
      : leftOut(step.name, latest.get(step.name))
    planned.set(step.name, plan)
    const value = (run ?? latest.get(step.name))?.outputs
    values.set(step, { kind: 'gave', value })
  }
  return [...planned.values()]
}

interface Planned {
  readonly plan: PlannedStep
  /** The run whose output would be given. */
  readonly run?: EndedRun
}

function leftOut(name: string, run: EndedRun | undefined): Planned {
  const reason = run === undefined ? 'left out' : `left out; its output is of ${describeRun(run)}`
  return { plan: { name, action: 'skip', reason }, ...(run === undefined ? {} : { run }) }
}

/** Takes for granted that steps which run give what they gave last, and says so. */
async function planStep(
  deps: PlanDeps,
  { name: pipeline }: Pipeline<never>,
  step: Step<unknown, never>,
  options: RunPipelineOptions,
  { values, planned }: PlanState,
): Promise<Planned> {
  const { name } = step
  const { settings = {}, fingerprint, force = false } = options
  const whole = fingerprint === undefined ? {} : { fingerprint }
  const stored = withoutSecrets(settings)
  const how = {
    deps,
    settings: stored,
    code: { ...options.code, ...whole },
    stepCode: stepCodeOf(options),
  }
  const basis = basisOf(how, { path: pipeline, values }, step)
  const earlier = await listSucceeded(deps, originOf(pipeline), name, 50)
  const decision = decideCache(step, basis, { earlier, force, now: deps.now() })
  if (step.when !== undefined)
    return { plan: { name, action: 'unsure', reason: conditionOf(step.when) } }
  if (decision.action === 'run') return { plan: { name, action: 'run', reason: decision.reason } }
  const open = needsOf(step).filter((need) => isOpen(planned.get(need.name)))
  const read = new Set(Object.values(step.inputs).map((input) => input.step.name))
  const origins = open.map((need) => need.name).filter((need) => read.has(need))
  const run = decision.earlier
  if (origins.length === 0) return { plan: { name, action: 'skip', reason: decision.reason }, run }
  const verb = origins.length === 1 ? 'gives' : 'give'
  const reason = `it runs only if ${origins.join(' or ')} ${verb} something else than last time`
  return { plan: { name, action: 'unsure', reason }, run }
}

function conditionOf({ output, words }: StepCondition): string {
  return `it hangs on what ${output.step.name} gives${words === undefined ? '' : `: it wants ${words}`}`
}

function stepCodeOf({ stepCode }: RunPipelineOptions): NonNullable<RunPipelineOptions['stepCode']> {
  return stepCode ?? new Map()
}

interface PlanState {
  readonly values: StepValues
  readonly planned: ReadonlyMap<string, PlannedStep>
}

function isOpen(plan: PlannedStep | undefined): boolean {
  return plan !== undefined && plan.action !== 'skip'
}
