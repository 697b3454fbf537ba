import { lastLoss, rankTrials, type TrialValues } from '../../learn/index.ts'
import { getRun, recoverRuns, type Run, type RunId, type RunStore } from '../../tracking/index.ts'
import { trainingErrors } from '../errors.ts'
import { isEnded, lossOf, type SweepPlan, type SweptTrial } from './sweep.ts'

/** A sweep with its trials, those of the runs that it goes on from as well. */
export interface ReadSweep {
  readonly run: Run
  readonly model: string
  readonly plan: SweepPlan
  readonly trainingSetId: string
  /** By number. */
  readonly trials: readonly SweptTrial[]
  /** The best that went to its end. */
  readonly best: SweptTrial | undefined
}

interface SweepDeps {
  readonly runs: RunStore
}

/** What a run of a sweep has come to. Throws `runNotFound` or `notASweep`. */
export async function readSweep(deps: SweepDeps, runId: RunId): Promise<ReadSweep> {
  const run = await getRun(deps, runId)
  const plan = run.settings as Partial<SweepPlan> | null
  if (run.kind !== 'sweep' || plan?.kind !== 'model sweep') {
    throw trainingErrors.notASweep({ runId })
  }
  const whole = plan as SweepPlan
  const found = await trialsOf(deps, run, whole)
  const trials = [...found.values()].toSorted((a, b) => a.number - b.number)
  return {
    run,
    model: run.name,
    plan: whole,
    trainingSetId: String(run.inputs['trainingSet']),
    trials,
    best: bestOf(trials),
  }
}

/** The newest sweep of a model; undefined where there was none. */
export async function findLastSweep(
  deps: SweepDeps & { readonly now: () => Date },
  model: string,
): Promise<ReadSweep | undefined> {
  await recoverRuns(deps)
  const runs = await deps.runs.list({ kind: 'sweep', name: model, limit: 20 })
  const newest = runs.find(
    ({ settings }) => (settings as Partial<SweepPlan> | null)?.kind === 'model sweep',
  )
  return newest === undefined ? undefined : readSweep(deps, newest.id)
}

/** By number; of a number that was tried again, the one that ended. */
async function trialsOf(
  deps: SweepDeps,
  run: Run,
  plan: SweepPlan,
): Promise<Map<number, SweptTrial>> {
  const before = run.inputs['continues']
  const found =
    typeof before === 'string'
      ? await trialsOf(deps, await getRun(deps, before as RunId), plan)
      : new Map<number, SweptTrial>()
  const own = await deps.runs.list({ kind: 'trial', parentId: run.id, limit: 100_000 })
  for (const each of own) {
    const trial = toTrial(each, plan)
    const known = found.get(trial.number)
    if (known === undefined || !isEnded(known)) found.set(trial.number, trial)
  }
  return found
}

interface TrialOutputs {
  /** The metric after each stage. */
  readonly values?: readonly (number | null)[]
  readonly isPruned?: boolean
}

function toTrial(run: Run, { better }: SweepPlan): SweptTrial {
  const outputs = ('outputs' in run ? run.outputs : undefined) as TrialOutputs | undefined
  const values = (outputs?.values ?? []).map((value) => value ?? Number.NaN)
  const error = 'error' in run ? run.error : undefined
  const { status } = run
  return {
    number: Number(run.inputs['number']),
    values: run.settings as TrialValues,
    losses: values.map((value) => lossOf(better, value)),
    isPruned: outputs?.isPruned ?? false,
    runId: run.id,
    status: status === 'skipped' ? 'interrupted' : status,
    ...(values.length === 0 ? {} : { value: values.at(-1) ?? Number.NaN }),
    ...(error === undefined ? {} : { problem: error.message }),
    ...('endedAt' in run ? { tookMs: run.endedAt.getTime() - run.startedAt.getTime() } : {}),
  }
}

function bestOf(trials: readonly SweptTrial[]): SweptTrial | undefined {
  const whole = trials.filter(
    (trial) =>
      trial.status === 'succeeded' && !trial.isPruned && lastLoss(trial) < Number.MAX_VALUE,
  )
  const [best] = rankTrials(whole)
  return whole.find((trial) => trial.number === best?.number)
}
