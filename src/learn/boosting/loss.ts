import { weightedMean, weightedMedian } from '../constant.ts'

/** What trees are grown to lower. Gradients are by prediction, of a curvature that is 1 everywhere. */
export interface Loss {
  /** The best answer that is the same for every row. */
  base(target: Float64Array, weights?: Float64Array): number
  gradient(predicted: number, target: number): number
  of(predicted: number, target: number): number
  /** Whether a leaf's value is the median of what is left in it, and not the step down the gradient. */
  readonly isLeafMedian: boolean
}

export const losses: Readonly<Record<'squared' | 'absolute', Loss>> = {
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
}
