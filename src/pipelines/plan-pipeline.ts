import type { EndedRun, RunStore } from '../tracking/index.ts'
import { decideCache, describeRun } from './cache-decision.ts'
import { listEarlierRuns, listSucceeded } from './earlier-runs.ts'
import { needsOf, type Pipeline } from './pipeline.ts'
import type { RunPipelineOptions } from './run-pipeline.ts'
import { selectSteps } from './select-steps.ts'
import type { Step } from './step.ts'
import { withoutSecrets } from './without-secrets.ts'

/** What would become of a step: `unsure` where it hangs on what another step will give. */
export interface PlannedStep {
  readonly name: string
  readonly action: 'run' | 'skip' | 'unsure'
  readonly reason: string
}

/** Tells what a run would do, and does nothing. Throws as `runPipeline` does before anything has run. */
export async function planPipeline(
  deps: { readonly runs: RunStore },
  pipeline: Pipeline<never>,
  options: RunPipelineOptions = {},
): Promise<readonly PlannedStep[]> {
  const selected = selectSteps(pipeline, options)
  const latest = await listEarlierRuns(deps, pipeline, selected)
  const planned = new Map<string, PlannedStep>()
  const outputs = new Map<string, unknown>()
  for (const step of pipeline.steps) {
    const { plan, run } = selected.has(step.name)
      ? await planStep(deps, pipeline, step, options, { outputs, planned })
      : leftOut(step.name, latest.get(step.name))
    planned.set(step.name, plan)
    outputs.set(step.name, (run ?? latest.get(step.name))?.outputs)
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
  deps: { readonly runs: RunStore },
  { name: pipeline }: Pipeline<never>,
  step: Step<unknown, never>,
  options: RunPipelineOptions,
  { outputs, planned }: PlanState,
): Promise<Planned> {
  const { name } = step
  const inputs = Object.fromEntries(
    Object.entries(step.inputs).map(([input, of]) => [input, outputs.get(of.step.name)]),
  )
  const { settings = {}, fingerprint, force = false } = options
  const whole = fingerprint === undefined ? {} : { fingerprint }
  const code = { ...options.code, ...whole, ...options.stepCode?.get(step) }
  const basis = { inputs, settings: withoutSecrets(settings), code }
  const earlier = await listSucceeded(deps, pipeline, name, 50)
  const decision = decideCache(step, basis, { earlier, force })
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

interface PlanState {
  readonly outputs: ReadonlyMap<string, unknown>
  readonly planned: ReadonlyMap<string, PlannedStep>
}

function isOpen(plan: PlannedStep | undefined): boolean {
  return plan !== undefined && plan.action !== 'skip'
}
