import { learnErrors } from './errors.ts'
import { checkLength } from './input-column.ts'

/** How often what was said is what was so, of a yes (1) or no (0). */
export interface ConfusionMatrix {
  readonly truePositive: number
  readonly falsePositive: number
  readonly trueNegative: number
  readonly falseNegative: number
}

/**
 * Counts probabilities against what was so; from `threshold` (0.5) on they say yes. Throws
 * `learn.wrongNumber` for a truth that is neither 0 nor 1, and `learn.unequalLengths`.
 */
export function confusionMatrix(
  truth: Float64Array,
  predicted: Float64Array,
  threshold = 0.5,
): ConfusionMatrix {
  checkBinary(truth, predicted)
  const counts = { truePositive: 0, falsePositive: 0, trueNegative: 0, falseNegative: 0 }
  for (const [row, value] of truth.entries()) {
    const saysYes = (predicted[row] ?? 0) >= threshold
    if (value === 1) counts[saysYes ? 'truePositive' : 'falseNegative'] += 1
    else counts[saysYes ? 'falsePositive' : 'trueNegative'] += 1
  }
  return counts
}

export function checkBinary(truth: Float64Array, predicted: Float64Array): void {
  checkLength('The predictions', predicted, truth.length)
  const row = truth.findIndex((value) => value !== 0 && value !== 1)
  if (row < 0) return
  const found = truth[row] ?? 0
  throw learnErrors.wrongNumber({ what: 'The truth', row, found, wanted: '0 or 1' })
}
