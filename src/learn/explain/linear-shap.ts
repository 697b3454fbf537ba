import type { FeatureMatrix } from '../feature-matrix.ts'
import type { FittedLearner } from '../learner.ts'
import type { FittedLinear } from '../linear/linear.ts'
import type { ScoreParts } from './explanation.ts'

/** The parts of weighted sums: how far a value is from the mean of the training rows, by its weight. */
export function linearParts(learner: FittedLearner): ScoreParts {
  const sums = sumsOf(learner)
  const scoreOf = (matrix: FeatureMatrix, row: number, own: FittedLinear) =>
    own.intercept +
    own.weights.reduce((sum, weight, at) => sum + weight * valueOf(matrix, row, at, own), 0)
  return {
    choose(matrix, row) {
      const scores = sums.map((own) => scoreOf(matrix, row, own))
      return scores.indexOf(Math.max(...scores))
    },
    baseOf(score) {
      const { intercept = 0, weights = [], means = [] } = sums[score] ?? {}
      return weights.reduce((sum, weight, at) => sum + weight * (means[at] ?? 0), intercept)
    },
    add(matrix, scoreOf, out) {
      const { length } = matrix.features
      for (const [row, score] of scoreOf.entries()) {
        const own = sums[score]
        for (const [at, weight] of own?.weights.entries() ?? []) {
          if (own === undefined) continue
          out[row * length + at] = weight * (valueOf(matrix, row, at, own) - (own.means[at] ?? 0))
        }
      }
    },
  }
}

/** What is missing counts as the mean, and so adds nothing. */
function valueOf({ features }: FeatureMatrix, row: number, at: number, { means }: FittedLinear) {
  const value = features[at]?.values[row] ?? Number.NaN
  return Number.isNaN(value) ? (means[at] ?? 0) : value
}

function sumsOf(learner: FittedLearner): readonly FittedLinear[] {
  switch (learner.kind) {
    case 'linear':
      return [learner]
    case 'linearClasses':
      return learner.sums
    case 'constant':
      return [{ kind: 'linear', intercept: learner.value, weights: [], means: [], deviations: [] }]
    default:
      return []
  }
}
