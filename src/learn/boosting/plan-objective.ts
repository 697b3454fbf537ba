import type { LearningData } from '../learning-data.ts'
import type { BoostedTrees } from './boosted-trees.ts'
import { classObjective } from './class-objective.ts'
import { checkTarget, lossOf } from './loss.ts'
import { flattest, type Objective } from './objective.ts'
import { rankObjective, relevance } from './rank-objective.ts'

/** Throws `wrongNumber` for a target that can't be learned so. */
export function planObjective(
  spec: BoostedTrees,
  { target, queries = [] }: LearningData,
  learned: Uint32Array,
  weights: Float64Array | undefined,
): Objective {
  if (spec.loss === 'classes') return classObjective(target, learned, weights)
  if (spec.loss === 'ranking') {
    checkTarget(relevance, target)
    return rankObjective(target, queries)
  }
  const loss = lossOf(spec.loss, spec)
  checkTarget(loss.target, target)
  const { gradient, curvature, of, leaf, link, kernel } = loss
  // Of all rows no copies: there may be very many.
  const base =
    learned.length === target.length
      ? loss.base(target, weights)
      : loss.base(pick(target, learned), weights && pick(weights, learned))
  return {
    bases: [base],
    bends: curvature !== undefined,
    ...(link === undefined ? {} : { link }),
    ...(leaf === undefined ? {} : { leaf }),
    ...(kernel === undefined ? {} : { kernel }),
    slopes([scores = none], [gradients = none], [curvatures = none]) {
      for (let row = 0; row < target.length; row += 1) {
        gradients[row] = gradient(scores[row] ?? 0, target[row] ?? 0)
      }
      if (curvature === undefined) return
      for (let row = 0; row < target.length; row += 1) {
        curvatures[row] = Math.max(flattest, curvature(scores[row] ?? 0, target[row] ?? 0))
      }
    },
    of: ([scores = none], row) => of(scores[row] ?? 0, target[row] ?? 0),
  }
}

const none = new Float64Array(0)

export function pick(values: Float64Array, rows: Uint32Array): Float64Array {
  const picked = new Float64Array(rows.length)
  for (let place = 0; place < rows.length; place += 1) picked[place] = values[rows[place] ?? 0] ?? 0
  return picked
}
