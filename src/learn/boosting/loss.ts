import { weightedMean, weightedMedian } from '../constant.ts'
import { learnErrors } from '../errors.ts'

/** What trees are grown to lower. Gradients are by prediction: by the score, where there is a link. */
export interface Loss {
  /** The best answer that is the same for every row. */
  base(target: Float64Array, weights?: Float64Array): number
  gradient(predicted: number, target: number): number
  of(predicted: number, target: number): number
  /** Whether a leaf's value is the median of what is left in it, and not the step down the gradient. */
  readonly isLeafMedian: boolean
  /** How fast the gradient changes, where that is not 1 everywhere. */
  readonly curvature?: (predicted: number) => number
  /** How the sum of trees becomes a prediction, where it is not one as it is. */
  readonly link?: 'logistic'
  /** What a target may be; any number if absent. */
  readonly target?: { readonly holds: (target: number) => boolean; readonly wanted: string }
}

export const losses: Readonly<Record<'squared' | 'absolute' | 'logistic', Loss>> = {
  squared: {
    base: weightedMean,
    gradient: (predicted, target) => predicted - target,
    of: (predicted, target) => (predicted - target) ** 2,
    isLeafMedian: false,
  },
  absolute: {
    base: weightedMedian,
    gradient: (predicted, target) => Math.sign(predicted - target),
    of: (predicted, target) => Math.abs(predicted - target),
    isLeafMedian: true,
  },
  logistic: {
    base: (target, weights) => logOdds(weightedMean(target, weights)),
    gradient: (score, target) => logistic(score) - target,
    of: (score, target) =>
      Math.log1p(Math.exp(-Math.abs(score))) + Math.max(score, 0) - score * target,
    isLeafMedian: false,
    curvature: (score) => logistic(score) * logistic(-score),
    link: 'logistic',
    target: { holds: (target) => target === 0 || target === 1, wanted: '0 or 1 for this loss' },
  },
}

/** The probability that a score stands for. */
export function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score))
}

/** Of a target that is always the same: as sure as 999,999 to 1. */
const surest = 1e-6

export function logOdds(share: number): number {
  const own = Math.min(1 - surest, Math.max(surest, share))
  return Math.log(own / (1 - own))
}

/** Throws `wrongNumber` for a target that the loss can't be of. */
export function checkTarget({ target: rule }: Pick<Loss, 'target'>, target: Float64Array): void {
  if (rule === undefined) return
  const row = target.findIndex((value) => !rule.holds(value))
  if (row < 0) return
  const { wanted } = rule
  throw learnErrors.wrongNumber({ what: 'The target', row, found: target[row] ?? 0, wanted })
}
