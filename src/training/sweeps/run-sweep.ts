import { seededRandom, type Log } from '../../base/index.ts'
import type { TrainingSet } from '../../features/index.ts'
import { suggestValues, type Trial, type TrialValues } from '../../learn/index.ts'
import {
  finishRun,
  logMetrics,
  startRun,
  toRunError,
  type CodeState,
  type RunId,
} from '../../tracking/index.ts'
import { trainingErrors } from '../errors.ts'
import { foldsOf } from '../cross-validate.ts'
import { logTrainingSet } from '../log-training-set.ts'
import type { Model } from '../model.ts'
import { keepColumns, openPart, type HoldOptions } from '../parts/part-rows.ts'
import { openFolds } from '../parts/predict-fold.ts'
import { groupColumns } from '../row-groups.ts'
import type { TrainDeps } from '../train-model.ts'
import { readSweep, type ReadSweep } from './read-sweep.ts'
import { runTrial, type TrialGround } from './run-trial.ts'
import { isEnded, lossOf, type SweepPlan } from './sweep.ts'
import { planSweep, type WantedSweep } from './plan-sweep.ts'

export interface SweepOptions extends WantedSweep, HoldOptions {
  /** How many threads learn at once. */
  readonly parallel: number
  readonly code: CodeState
  readonly log: Log
  readonly signal: AbortSignal
  /** Hears of a trial after each stage and at its end. */
  readonly onTrial?: (news: TrialNews) => void
  /** Hears which run it is, as soon as that has begun. */
  readonly onStart?: (runId: RunId) => void
}

export interface TrialNews {
  readonly number: number
  readonly values: TrialValues
  /** The metric after each stage. */
  readonly found: readonly number[]
  readonly ended?: 'whole' | 'pruned' | 'failed'
}

/**
 * Tries a model's learner with other values of its parameters, each measured by folds of the training rows: the
 * held-out rows are left alone. Each trial is a run under the sweep's own, written as it ends, so that a sweep
 * that was killed goes on.
 */
export async function runSweep(
  deps: TrainDeps,
  model: Model,
  set: TrainingSet,
  options: SweepOptions,
): Promise<ReadSweep> {
  const { continues, code, signal } = options
  const plan = planSweep(model, options)
  const run = await startRun(deps, {
    kind: 'sweep',
    name: model.name,
    settings: plan,
    code,
    inputs: {
      trainingSet: set.id,
      rows: set.rowCount,
      ...(continues === undefined ? {} : { continues: continues.run.id }),
    },
    ...(continues === undefined ? {} : { reason: `to go on with ${continues.run.id}` }),
  })
  options.onStart?.(run.id)
  try {
    await logTrainingSet(deps, run.id, set)
    await tryAll(deps, model, set, plan, { ...options, runId: run.id })
    const { best, trials } = await readSweep(deps, run.id)
    if (best === undefined && trials.length > 0) {
      const problem = trials.find((trial) => trial.problem !== undefined)?.problem
      throw trainingErrors.allTrialsFailed({ model: model.name, problem: problem ?? 'no number' })
    }
    await finishRun(deps, run.id, {
      outcome: 'succeeded',
      outputs: { trials: trials.length, best: best && { number: best.number, value: best.value } },
    })
  } catch (error) {
    const outcome = signal.aborted ? 'interrupted' : 'failed'
    await finishRun(deps, run.id, { outcome, error: toRunError(error) })
    throw error
  }
  return readSweep(deps, run.id)
}

type Trying = SweepOptions & { readonly runId: RunId }

async function tryAll(
  deps: TrainDeps,
  model: Model,
  set: TrainingSet,
  plan: SweepPlan,
  options: Trying,
): Promise<void> {
  const { parallel, signal, continues } = options
  const rows = await openPart(deps, model, set, 'train', options)
  const metric = model.measure.find(({ name }) => name === plan.metric)
  if (metric === undefined) throw trainingErrors.noMetric({ model: model.name })
  const part = await keepColumns(rows, groupColumns({ measure: [metric] }))
  const pool = openFolds(rows, parallel, signal)
  const stop = () => void pool.close()
  signal.addEventListener('abort', stop, { once: true })
  try {
    signal.throwIfAborted()
    const folds = foldsOf(model, part, plan.folds)
    const ground = { pool, model, metric, part, folds, plan }
    const ended = new Map(
      (continues?.trials ?? []).filter(isEnded).map((trial) => [trial.number, trial as Trial]),
    )
    await Promise.all(startTrials(deps, ground, ended, options))
    signal.throwIfAborted()
  } finally {
    signal.removeEventListener('abort', stop)
    await pool.close()
  }
}

/** As many at once as there are threads; each takes the next number until there is none or time is over. */
function startTrials(
  deps: TrainDeps,
  ground: TrialGround,
  ended: Map<number, Trial>,
  options: Trying,
): readonly Promise<void>[] {
  const { plan } = ground
  const random = seededRandom(plan.seed)
  const endsAtMs = deps.stopwatch() + (plan.timeMs ?? Infinity)
  const running = new Map<number, readonly number[]>()
  let number = -1
  const next = (): number | undefined => {
    do number += 1
    while (ended.has(number))
    const isOver = number >= (plan.trialCount ?? Infinity) || deps.stopwatch() >= endsAtMs
    return isOver || options.signal.aborted ? undefined : number
  }
  const others = () => [...ended.values(), ...[...running.values()].map((losses) => ({ losses }))]
  const work = async (): Promise<void> => {
    for (let own = next(); own !== undefined; own = next()) {
      const known = [...ended.values()].toSorted((a, b) => a.number - b.number)
      const values = suggestValues({ ...plan, random }, own, known)
      if (values === undefined) return
      const mine = own
      const trial = await tryOne(
        deps,
        ground,
        { number: mine, values },
        {
          ...options,
          others: () => others().filter((other) => other !== ended.get(mine)),
          onLosses: (losses) => running.set(mine, losses),
        },
      )
      running.delete(mine)
      ended.set(mine, trial)
    }
  }
  return Array.from({ length: options.parallel }, work)
}

interface TryingOne extends Trying {
  readonly others: () => readonly Pick<Trial, 'losses'>[]
  readonly onLosses: (losses: readonly number[]) => void
}

async function tryOne(
  deps: TrainDeps,
  ground: TrialGround,
  { number, values }: Pick<Trial, 'number' | 'values'>,
  { runId, code, others, onLosses, onTrial, signal }: TryingOne,
): Promise<Trial> {
  const { plan, model } = ground
  const run = await startRun(deps, {
    kind: 'trial',
    name: model.name,
    parentId: runId,
    settings: values,
    code,
    inputs: { number },
  })
  const toLosses = (found: readonly number[]) => found.map((value) => lossOf(plan.better, value))
  const hear = (found: readonly number[]) => {
    onLosses(toLosses(found))
    onTrial?.({ number, values, found })
  }
  try {
    const outcome = await runTrial(ground, values, { others, onStage: hear })
    const { values: found, isPruned } = outcome
    const points = found.map((value, step) => ({ name: plan.metric, step, value }))
    await logMetrics(deps, run.id, points)
    await finishRun(deps, run.id, { outcome: 'succeeded', outputs: outcome })
    onTrial?.({ number, values, found, ended: isPruned ? 'pruned' : 'whole' })
    return { number, values, losses: toLosses(found), isPruned }
  } catch (error) {
    const outcome = signal.aborted ? 'interrupted' : 'failed'
    await finishRun(deps, run.id, { outcome, error: toRunError(error) })
    signal.throwIfAborted()
    onTrial?.({ number, values, found: [], ended: 'failed' })
    return { number, values, losses: [Number.NaN], isPruned: false }
  }
}
