import { weightedMean, weightedMedian } from '../constant.ts'
import { learnErrors } from '../errors.ts'
import { logistic, logOdds, surprise } from '../link.ts'
import type { BoostedTrees, BoostingLoss } from './boosted-trees.ts'
import type { Objective } from './objective.ts'
import { weightedQuantile } from './weighted-quantile.ts'

/** What trees are grown to lower. Gradients are by prediction: by the score, where there is a link. */
export interface Loss {
  /** The best answer that is the same for every row. */
  base(target: Float64Array, weights?: Float64Array): number
  gradient(score: number, target: number): number
  of(score: number, target: number): number
  /** How fast the gradient changes, where that is not 1 everywhere. */
  readonly curvature?: (score: number, target: number) => number
  /** What a leaf answers of what is left of the targets in it, where that is not a step down the gradient. */
  readonly leaf?: (left: Float64Array, weights?: Float64Array) => number
  /** How the sum of trees becomes a prediction, where it is not one as it is. */
  readonly link?: 'logistic' | 'exponential'
  /** What a target may be; any number if absent. */
  readonly target?: TargetRule
  readonly kernel?: NonNullable<Objective['kernel']>
}

interface TargetRule {
  readonly holds: (target: number) => boolean
  readonly wanted: string
  /** Whether it holds for all, where that is told sooner than one by one. */
  readonly holdsForAll?: (target: Float64Array) => boolean
}

export function lossOf(
  name: Exclude<BoostingLoss, 'classes' | 'ranking'>,
  spec: BoostedTrees,
): Loss {
  switch (name) {
    case 'squared':
      return squared
    case 'absolute':
      return absolute
    case 'quantile':
      return quantileLoss(spec.quantile)
    case 'huber':
      return huber(spec.huberWidth)
    case 'poisson':
      return poisson
    case 'gamma':
      return gamma
    case 'tweedie':
      return tweedie(spec.tweediePower)
    case 'logistic':
      return logisticLoss
  }
}

const squared: Loss = {
  base: weightedMean,
  gradient: (predicted, target) => predicted - target,
  of: (predicted, target) => (predicted - target) ** 2,
  kernel: 'squaredSlopes',
}

const absolute: Loss = {
  base: weightedMedian,
  gradient: (predicted, target) => Math.sign(predicted - target),
  of: (predicted, target) => Math.abs(predicted - target),
  leaf: weightedMedian,
}

/** `level` of the rows are to be below what is predicted. */
function quantileLoss(level: number): Loss {
  const find = (values: Float64Array, weights?: Float64Array) =>
    weightedQuantile(values, level, weights)
  return {
    base: find,
    // Level where it is met: many rows may share the value that all of them start from.
    gradient: (predicted, target) =>
      predicted > target ? 1 - level : predicted < target ? -level : 0,
    of: (predicted, target) =>
      predicted >= target ? (1 - level) * (predicted - target) : level * (target - predicted),
    leaf: find,
  }
}

/** Squared up to `width` away, absolute beyond (Huber 1964). */
function huber(width: number): Loss {
  return {
    base: (target, weights) => huberCentre(target, width, weights),
    gradient: (predicted, target) => Math.max(-width, Math.min(width, predicted - target)),
    of: (predicted, target) => {
      const apart = Math.abs(predicted - target)
      return apart <= width ? (apart * apart) / 2 : width * (apart - width / 2)
    },
    leaf: (left, weights) => huberCentre(left, width, weights),
  }
}

/** From the median, a step to the mean of what is not too far from it (Friedman 2001). */
function huberCentre(values: Float64Array, width: number, weights?: Float64Array): number {
  const middle = weightedMedian(values, weights)
  const near = values.map((value) => Math.max(-width, Math.min(width, value - middle)))
  return middle + weightedMean(near, weights)
}

const positive: TargetRule = { holds: (target) => target > 0, wanted: 'above 0 for this loss' }
const countable: TargetRule = { holds: (target) => target >= 0, wanted: 'at least 0 for this loss' }

/** Half the deviance but for what the target alone adds. */
const poisson: Loss = {
  base: logMean,
  gradient: (score, target) => Math.exp(score) - target,
  of: (score, target) => Math.exp(score) - target * score,
  curvature: (score) => Math.exp(score),
  link: 'exponential',
  target: countable,
}

const gamma: Loss = {
  base: logMean,
  gradient: (score, target) => 1 - target * Math.exp(-score),
  of: (score, target) => score + target * Math.exp(-score),
  curvature: (score, target) => target * Math.exp(-score),
  link: 'exponential',
  target: positive,
}

/** Between Poisson (power 1) and gamma (2): many zeros, and amounts (Jørgensen 1987). */
function tweedie(power: number): Loss {
  const low = 1 - power
  const high = 2 - power
  return {
    base: logMean,
    gradient: (score, target) => Math.exp(high * score) - target * Math.exp(low * score),
    of: (score, target) => Math.exp(high * score) / high - (target * Math.exp(low * score)) / low,
    curvature: (score, target) =>
      high * Math.exp(high * score) - low * target * Math.exp(low * score),
    link: 'exponential',
    target: countable,
  }
}

const logisticLoss: Loss = {
  base: (target, weights) => logOdds(weightedMean(target, weights)),
  gradient: (score, target) => logistic(score) - target,
  of: (score, target) => surprise(score, target),
  curvature: (score) => logistic(score) * logistic(-score),
  link: 'logistic',
  kernel: 'logisticSlopes',
  target: {
    holds: (target) => target === 0 || target === 1,
    wanted: '0 or 1 for this loss',
    holdsForAll: areYesOrNo,
  },
}

/** The surest that a target of only zeros makes it. */
const leastExpected = 1e-9

function logMean(target: Float64Array, weights?: Float64Array): number {
  return Math.log(Math.max(leastExpected, weightedMean(target, weights)))
}

/** Throws `wrongNumber` for a target that can't be learned so. */
export function checkTarget(rule: TargetRule | undefined, target: Float64Array): void {
  if (rule === undefined) return
  const { holds, holdsForAll } = rule
  if (holdsForAll?.(target) === true) return
  let row = 0
  // Without a callback's callback, as all that is learned passes here.
  while (row < target.length && holds(target[row] ?? 0)) row += 1
  if (row === target.length) return
  const { wanted } = rule
  throw learnErrors.wrongNumber({ what: 'The target', row, found: target[row] ?? 0, wanted })
}

export const yesOrNo: TargetRule = {
  holds: (target) => target === 0 || target === 1,
  wanted: '0 or 1 for a yes or no',
  holdsForAll: areYesOrNo,
}

function areYesOrNo(target: Float64Array): boolean {
  let others = 0
  for (let row = 0; row < target.length; row += 1) {
    const value = target[row] ?? 0
    others += Math.abs(value * (value - 1))
  }
  return others === 0
}
