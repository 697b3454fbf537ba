import type { FittedBoostedTrees } from './boosted-trees.ts'

/** A loss over all rows, for one score of each or one for each class. */
export interface Objective {
  /** What each score starts from. */
  readonly bases: readonly number[]
  /** Whether gradients change at different speeds, so that curvatures count. */
  readonly bends: boolean
  readonly link?: NonNullable<FittedBoostedTrees['link']>
  readonly classes?: readonly number[]
  /** Writes the gradient of each row by each score, and the curvature where the loss bends. */
  slopes(scores: Columns, gradients: Columns, curvatures: Columns): void
  /** What does the same faster, for one score. */
  readonly kernel?: 'squaredSlopes' | 'logisticSlopes'
  of(scores: Columns, row: number): number
  /** What a leaf answers of what is left of the targets in it, where that is not a step down the gradient. */
  readonly leaf?: (left: Float64Array, weights?: Float64Array) => number
}

export type Columns = readonly Float64Array[]

/** Where a row is known for sure nothing bends: such leaves would have no bounds. */
export const flattest = 1e-12
