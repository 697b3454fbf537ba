import type { BoostedTrees, FittedBoostedTrees } from './boosted-trees.ts'
import { checkTarget, lossOf } from './loss.ts'
import { classObjective } from './class-objective.ts'

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
  of(scores: Columns, row: number): number
  /** What a leaf answers of what is left of the targets in it, where that is not a step down the gradient. */
  readonly leaf?: (left: Float64Array, weights?: Float64Array) => number
}

export type Columns = readonly Float64Array[]

/** Throws `wrongNumber` for a target that can't be learned so. */
export function objectiveOf(
  spec: BoostedTrees,
  target: Float64Array,
  learned: Uint32Array,
  weights: Float64Array | undefined,
): Objective {
  if (spec.loss === 'classes') return classObjective(target, learned, weights)
  const loss = lossOf(spec.loss, spec)
  checkTarget(loss.target, target)
  const { gradient, curvature, of, leaf, link } = loss
  const base = loss.base(pick(target, learned), weights && pick(weights, learned))
  return {
    bases: [base],
    bends: curvature !== undefined,
    ...(link === undefined ? {} : { link }),
    ...(leaf === undefined ? {} : { leaf }),
    slopes([scores = none], [gradients = none], [curvatures = none]) {
      for (let row = 0; row < target.length; row += 1) {
        gradients[row] = gradient(scores[row] ?? 0, target[row] ?? 0)
      }
      if (curvature === undefined) return
      for (let row = 0; row < target.length; row += 1) {
        // Where a row is known for sure nothing bends: such leaves would have no bounds.
        curvatures[row] = Math.max(flattest, curvature(scores[row] ?? 0, target[row] ?? 0))
      }
    },
    of: ([scores = none], row) => of(scores[row] ?? 0, target[row] ?? 0),
  }
}

const none = new Float64Array(0)
export const flattest = 1e-12

export function pick(values: Float64Array, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row] ?? 0)
}
