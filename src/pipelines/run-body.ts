import { canonicalJson } from '../base/index.ts'
import { keepProgress, type EndedRun, type OpenRun } from '../tracking/index.ts'
import { keyAsOf, type StepBasis } from './cache-decision.ts'
import { codeOf } from './code-of.ts'
import { listLatestRuns, listRunsOfKeys, listSucceeded, type RunOrigin } from './earlier-runs.ts'
import { pipelinesErrors } from './errors.ts'
import { itemsOf, labelsOf } from './items-of.ts'
import type { StepAttempt } from './call-step.ts'
import { recordStep, type StepResult } from './run-step.ts'
import type { EarlierRuns, RunScope, Scope, StepsPlan } from './scope.ts'
import { inputsOf, stepValues, valueAt, type StepValues } from './step-values.ts'
import { worldNames } from './world.ts'
import type { EachBody, PartBody, Step, StepBody, StepOutput } from './step.ts'

export interface BodyAttempt<Deps> extends StepAttempt {
  readonly step: Step<unknown, Deps>
  readonly body: StepBody<Deps>
  readonly values: StepValues
}

/** Runs the steps that a step is made of and records all of them as its own. */
export async function runBody<Deps>(
  plan: StepsPlan<Deps>,
  attempt: BodyAttempt<Deps>,
  runScope: RunScope<Deps>,
): Promise<StepResult> {
  const { step, body } = attempt
  return recordStep(plan.deps, step, attempt, async (run) => {
    const inner = { plan, attempt, run, runScope }
    return body.kind === 'each' ? runEach(inner, body) : runPart(inner, body)
  })
}

interface Inner<Deps> {
  readonly plan: StepsPlan<Deps>
  readonly attempt: BodyAttempt<Deps>
  /** The run of the whole. */
  readonly run: OpenRun
  readonly runScope: RunScope<Deps>
}

/** What came of it, with the settings that were read on the way. */
interface BodyResult {
  readonly output: unknown
  readonly read: readonly string[]
}

async function runPart<Deps>(inner: Inner<Deps>, body: PartBody<Deps>): Promise<BodyResult> {
  const { plan, attempt, run, runScope } = inner
  const values = stepValues(attempt.values)
  for (const [name, wire] of Object.entries(body.wires)) {
    values.set(wire.step, { kind: 'gave', value: attempt.basis.inputs[name] })
  }
  const origin = originOf(run)
  const names = body.steps.map(({ name }) => name)
  const latest = await listLatestRuns(plan.deps, origin, names)
  const results = await runScope({
    steps: body.steps,
    path: pathOf(attempt),
    parentId: run.id,
    origin,
    values,
    nameOf: ({ name }) => name,
    earlier: earlierOf(plan, origin, latest),
  })
  const failed = results.find(({ failure }) => failure !== undefined)
  if (failed?.failure !== undefined) throw failed.failure.error
  const { name: step } = attempt.step
  const outputs = Object.entries(body.outputs).map(([output, wire]) => {
    const isMissing = isUnwanted(values, wire) && wire.isOptional !== true
    if (isMissing) throw pipelinesErrors.outputUnwanted({ step, output, of: wire.step.name })
    return [output, valueAt(values, wire)]
  })
  return { output: Object.fromEntries(outputs), read: settingsRead(results) }
}

function isUnwanted(values: StepValues, { step }: StepOutput<unknown>): boolean {
  return values.find(step)?.kind === 'unwanted'
}

async function runEach<Deps>(inner: Inner<Deps>, body: EachBody<Deps>): Promise<BodyResult> {
  const { plan, attempt, run, runScope } = inner
  const { step: whole, basis } = attempt
  const { items, isRecord } = itemsOf(whole.name, basis.inputs['items'])
  const labels = labelsOf(items, body.label)
  const origin = originOf(run)
  const scopes = items.map((item, at): Scope<Deps> => {
    const values = stepValues(attempt.values)
    values.set(body.item.step, { kind: 'gave', value: item.value })
    const name = `${body.step.name}[${labels[at] ?? at}]`
    const nameOf = () => name
    const path = pathOf(attempt)
    const steps = [body.step]
    return { steps, path, parentId: run.id, origin, values, nameOf, earlier: nothingKnown }
  })
  const earlier = await knownItems(plan, body.step, scopes)
  let done = 0
  const progress = keepProgress(plan.deps.database, run.id)
  const working = Promise.all(
    scopes.map(async (scope) => {
      const [result] = await runScope({ ...scope, earlier })
      done += 1
      const update = { work: 'items', done, total: items.length }
      const { pipeline, name, within } = attempt
      plan.onEvent({ type: 'progress', update, pipeline, step: name, runId: run.id, within })
      progress.tell(update)
      return result
    }),
  )
  await Promise.allSettled([working])
  await progress.close()
  const results = await working
  const known = results.flatMap((result) => result ?? [])
  assertAllGood(whole.name, known, plan.signal)
  // Items that a condition keeps out are not among the results.
  const given = scopes.flatMap(({ values }, at): [string, unknown][] => {
    const value = valueAt(values, body.step.output) ?? null
    return isUnwanted(values, body.step.output) ? [] : [[items[at]?.name ?? '', value]]
  })
  const output = isRecord ? Object.fromEntries(given) : given.map(([, value]) => value)
  return { output, read: settingsRead(known) }
}

const nothingKnown: EarlierRuns = { latest: () => undefined, older: () => Promise.resolve([]) }

/** Looks for the earlier runs of all items at once. */
async function knownItems<Deps>(
  plan: StepsPlan<Deps>,
  step: Step<unknown, Deps>,
  scopes: readonly Scope<Deps>[],
): Promise<EarlierRuns> {
  const [first] = scopes
  if (first === undefined || plan.force || step.cache === 'never') return nothingKnown
  const names = scopes.map((scope) => scope.nameOf(step))
  const latest = await listLatestRuns(plan.deps, first.origin, names)
  const examples = differentSettings([...latest.values()])
  const code = codeOf(step, plan.code, plan.stepCode)
  const keys = scopes.flatMap((scope) => {
    const inputs = inputsOf(step, scope.values)
    const basis = { scope: scope.path, inputs, settings: plan.settings, code }
    const own = latest.get(scope.nameOf(step))
    if (own !== undefined && keyAsOf(step, basis, own) === own.cacheKey) return []
    return examples.flatMap((run) => keyAsOf(step, basis, run) ?? [])
  })
  const byKey = await listRunsOfKeys(plan.deps, keys)
  const older = (_: unknown, basis: StepBasis) => {
    const found = examples.flatMap((run) => byKey.get(keyAsOf(step, basis, run) ?? '') ?? [])
    return Promise.resolve(found)
  }
  return { latest: (name) => latest.get(name), older }
}

/** Of runs that have read the same settings, one. */
function differentSettings(runs: readonly EndedRun[]): EndedRun[] {
  const found = new Map(
    runs.map((run) => [canonicalJson(Object.keys(run.settings as object).toSorted()), run]),
  )
  return [...found.values()]
}

function earlierOf<Deps>(
  { deps }: StepsPlan<Deps>,
  origin: RunOrigin,
  latest: ReadonlyMap<string, EndedRun>,
): EarlierRuns {
  return {
    latest: (name) => latest.get(name),
    older: async ({ name }) => (latest.has(name) ? listSucceeded(deps, origin, name, 50) : []),
  }
}

function originOf({ name }: OpenRun): RunOrigin {
  return { parentKind: 'step', parentName: name }
}

/** The item is no part of it: an item that moves in the list stays the same. */
function pathOf<Deps>({ basis, step }: BodyAttempt<Deps>): string {
  return `${basis.scope}/${step.name}`
}

function settingsRead(results: readonly StepResult[]): string[] {
  const read = results.flatMap(({ run }) => Object.keys(run.settings ?? {}))
  // Numbers that one of them has drawn were drawn for it.
  return read.filter((name) => name !== worldNames.seed)
}

function assertAllGood(step: string, results: readonly StepResult[], signal: AbortSignal): void {
  const failures = results.flatMap(({ failure }) => failure ?? [])
  const [first] = failures
  if (first === undefined) return
  if (signal.aborted) throw first.error
  const message = first.error instanceof Error ? first.error.message : String(first.error)
  const counts = { failedCount: failures.length, count: results.length }
  throw pipelinesErrors.itemsFailed(
    { step, ...counts, first: `${first.step}: ${message}` },
    first.error,
  )
}
