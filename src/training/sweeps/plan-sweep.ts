import {
  parametersOf,
  usualSearch,
  type PruningRule,
  type SearchMethod,
} from '../../learn/index.ts'
import { trainingErrors } from '../errors.ts'
import { describeLearner, type Model } from '../model.ts'
import type { ReadSweep } from './read-sweep.ts'
import type { SweepPlan } from './sweep.ts'

/** How a sweep is to go; what is left out is as usual. */
export interface WantedSweep {
  readonly method?: SearchMethod
  readonly pruning?: PruningRule
  readonly folds?: number
  readonly seed?: number
  readonly trialCount?: number
  readonly timeMs?: number
  /** The sweep that this one goes on with: its plan holds, but for what ends it. */
  readonly continues?: ReadSweep
}

/** Trials of a sweep that is told neither how many nor how long. */
const usualTrials = 30

/** What a sweep is to do: as the one it goes on with, or by the model's own search space. Throws `nothingToSearch`. */
export function planSweep(model: Model, options: WantedSweep): SweepPlan {
  const { continues, trialCount, timeMs } = options
  const ends = {
    ...(trialCount === undefined ? {} : { trialCount }),
    ...(timeMs === undefined ? {} : { timeMs }),
  }
  const isEndless = Object.keys(ends).length === 0
  if (continues !== undefined) {
    return isEndless ? continues.plan : { ...withoutEnd(continues.plan), ...ends }
  }
  const space = model.search ?? usualSearch(model.learner)
  const [metric] = model.measure
  if (metric === undefined) throw trainingErrors.noMetric({ model: model.name })
  if (Object.keys(space).length === 0) {
    const learner = describeLearner(model.learner)
    const parameters = Object.keys(parametersOf(model.learner))
    throw trainingErrors.nothingToSearch({ model: model.name, learner, parameters })
  }
  const { method = 'tpe', pruning = 'median', folds = 3, seed = model.seed } = options
  return {
    kind: 'model sweep',
    metric: metric.name,
    better: metric.better,
    space,
    method,
    pruning,
    folds,
    seed,
    ...(isEndless && method !== 'grid' ? { trialCount: usualTrials } : ends),
  }
}

function withoutEnd(plan: SweepPlan): SweepPlan {
  const { trialCount: _, timeMs: __, ...endless } = plan
  return endless
}
