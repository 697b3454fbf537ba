import { checkBinary, confusionMatrix } from './confusion-matrix.ts'
import type { Metric } from './metric.ts'
import { midRanks } from './statistics/mid-ranks.ts'

// Of a truth of 0 and 1 and the probabilities of 1. As scikit-learn has them.

/** Share of rows that are right; from a probability of 0.5 on the answer is 1. */
export function accuracy(): Metric {
  return { name: 'accuracy', better: 'higher', of: shareRight }
}

/** The F1 of both classes, each weighted by its rows. */
export function weightedF1(): Metric {
  return { name: 'weightedF1', better: 'higher', of: weightedF1Score }
}

/** Mean surprise: −ln of the probability that was given to what was so. */
export function logLoss(): Metric {
  return { name: 'logLoss', better: 'lower', of: meanLogLoss }
}

/** How likely a row of 1 is given more than a row of 0; NaN where there is but one of them. */
export function rocAuc(): Metric {
  return { name: 'rocAuc', better: 'higher', of: areaUnderRoc }
}

function shareRight(truth: Float64Array, predicted: Float64Array): number {
  const { truePositive, trueNegative } = confusionMatrix(truth, predicted)
  return (truePositive + trueNegative) / truth.length
}

function weightedF1Score(truth: Float64Array, predicted: Float64Array): number {
  const { truePositive, falsePositive, trueNegative, falseNegative } = confusionMatrix(
    truth,
    predicted,
  )
  const wrong = falsePositive + falseNegative
  const ofOne = f1(truePositive, wrong) * (truePositive + falseNegative)
  const ofZero = f1(trueNegative, wrong) * (trueNegative + falsePositive)
  return (ofOne + ofZero) / truth.length
}

/** 0 where the class is neither said nor so. */
function f1(right: number, wrong: number): number {
  return right === 0 ? 0 : (2 * right) / (2 * right + wrong)
}

/** No probability is taken for surer than the numbers of 64 bits can tell from sure. */
const surest = Number.EPSILON

function meanLogLoss(truth: Float64Array, predicted: Float64Array): number {
  checkBinary(truth, predicted)
  let sum = 0
  for (const [row, value] of truth.entries()) {
    const own = value === 1 ? (predicted[row] ?? 0) : 1 - (predicted[row] ?? 0)
    sum -= Math.log(Math.min(1 - surest, Math.max(surest, own)))
  }
  return sum / truth.length
}

/** By ranks (Mann–Whitney), those that are equal counting half. */
function areaUnderRoc(truth: Float64Array, predicted: Float64Array): number {
  checkBinary(truth, predicted)
  const ranks = midRanks(predicted)
  let rankSum = 0
  let oneCount = 0
  for (const [row, value] of truth.entries()) {
    rankSum += value * (ranks[row] ?? 0)
    oneCount += value
  }
  const zeroCount = truth.length - oneCount
  return (rankSum - (oneCount * (oneCount + 1)) / 2) / (oneCount * zeroCount)
}
