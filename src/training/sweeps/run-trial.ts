import { seededRandom } from '../../base/index.ts'
import type { TrainingPart } from '../../features/index.ts'
import {
  halvingFactor,
  isHopeless,
  measureRows,
  pickJudged,
  type Metric,
  type SplitRows,
  type Trial,
  type TrialValues,
} from '../../learn/index.ts'
import type { Model } from '../model.ts'
import { settingsOf } from '../parts/learn-rows.ts'
import type { Folds } from '../parts/predict-fold.ts'
import { groupsOf } from '../row-groups.ts'
import { withValues } from '../tune-model.ts'
import { lossOf, type SweepPlan } from './sweep.ts'

/** What all trials of a sweep have in common. */
export interface TrialGround {
  readonly pool: Folds
  readonly model: Model
  readonly metric: Metric
  readonly part: TrainingPart
  readonly folds: readonly SplitRows[]
  readonly plan: SweepPlan
}

export interface TrialOutcome {
  /** The metric after each stage. */
  readonly values: readonly number[]
  readonly isPruned: boolean
}

/** Folds that are learned, of which only a share of the rows to learn from. */
interface Stage {
  readonly folds: readonly SplitRows[]
  /** What the value after it is the mean of: all folds so far, or only its own. */
  readonly adds: boolean
}

/**
 * Learns and measures stage after stage until the end, or until it is hopeless beside `others`, who may be under
 * way. Of the median a stage is one more fold, of halving more of the rows.
 */
export async function runTrial(
  ground: TrialGround,
  values: TrialValues,
  {
    others,
    onStage,
  }: {
    readonly others: () => readonly Pick<Trial, 'losses'>[]
    readonly onStage: (values: readonly number[]) => void
  },
): Promise<TrialOutcome> {
  const { plan, model } = ground
  const options = settingsOf(withValues(model, values))
  const found: number[] = []
  let measured: number[] = []
  const stages = stagesOf(ground)
  for (const [place, stage] of stages.entries()) {
    const own = await Promise.all(stage.folds.map((fold) => measureFold(ground, options, fold)))
    measured = stage.adds ? [...measured, ...own] : own
    found.push(measured.reduce((sum, value) => sum + value, 0) / measured.length)
    onStage(found)
    const losses = found.map((value) => lossOf(plan.better, value))
    if (place < stages.length - 1 && isHopeless(plan.pruning, losses, others())) {
      return { values: found, isPruned: true }
    }
  }
  return { values: found, isPruned: false }
}

async function measureFold(
  { pool, metric, part }: TrialGround,
  options: Parameters<Folds['predict']>[0]['options'],
  { train, test }: SplitRows,
): Promise<number> {
  const said = await pool.predict({ options, train, test, metrics: [metric] })
  const all = { truth: part.label, said: part.label, ...groupsOf([metric], part) }
  return measureRows(metric, { ...pickJudged(all, { rows: test }), ...said })
}

/** With fewer rows a round would tell nothing. */
const leastRows = 20

function stagesOf({ folds, plan }: TrialGround): readonly Stage[] {
  if (plan.pruning !== 'halving') return folds.map((fold) => ({ folds: [fold], adds: true }))
  const whole = Math.min(...folds.map(({ train }) => train.length))
  const shares = [1 / halvingFactor ** 2, 1 / halvingFactor, 1]
  return shares
    .filter((share) => share === 1 || share * whole >= leastRows)
    .map((share) => ({
      folds: folds.map((fold) => takeShare(fold, share, plan.seed)),
      adds: false,
    }))
}

/** The same rows for every trial: drawn by seed, in their order. */
function takeShare(fold: SplitRows, share: number, seed: number): SplitRows {
  if (share === 1) return fold
  const random = seededRandom(seed).fork('rows of a round')
  return { ...fold, train: fold.train.filter(() => random.next() < share) }
}
