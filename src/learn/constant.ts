import { checkSetting } from './check-setting.ts'
import type { FittedAnswers } from './fitted-answers.ts'
import type { LearningData } from './learning-data.ts'
import { constantNodes } from './onnx/answer-nodes.ts'

/** Learners that give every row the same answer: what a model must beat to be worth its keep. */
export interface MeanBaseline {
  readonly kind: 'meanBaseline'
}
export interface MedianBaseline {
  readonly kind: 'medianBaseline'
}
export interface MostFrequentBaseline {
  readonly kind: 'mostFrequentBaseline'
}
export interface ConstantBaseline {
  readonly kind: 'constantBaseline'
  readonly value: number
}

export interface FittedConstant {
  readonly kind: 'constant'
  readonly value: number
}

export function meanBaseline(): MeanBaseline {
  return { kind: 'meanBaseline' }
}

export function medianBaseline(): MedianBaseline {
  return { kind: 'medianBaseline' }
}

/** Says what came most often; for classes. */
export function mostFrequentBaseline(): MostFrequentBaseline {
  return { kind: 'mostFrequentBaseline' }
}

/** Says one number whatever is learned: `constantBaseline({ value: 0 })`. Throws `learn.wrongSetting`. */
export function constantBaseline({ value }: { readonly value: number }): ConstantBaseline {
  const spec: ConstantBaseline = { kind: 'constantBaseline', value }
  checkSetting(spec, 'value', Number.isFinite(value), 'a number')
  return spec
}

const centres = {
  meanBaseline: weightedMean,
  medianBaseline: weightedMedian,
  mostFrequentBaseline: mostFrequent,
} as const

export function fitConstant(
  spec: ConstantBaseline | MeanBaseline | MedianBaseline | MostFrequentBaseline,
  { target, weights }: LearningData,
): FittedConstant {
  if (spec.kind === 'constantBaseline') return { kind: 'constant', value: spec.value }
  return { kind: 'constant', value: centres[spec.kind](target, weights) }
}

export function answerConstant({ value }: FittedConstant): FittedAnswers {
  return {
    constant: value,
    predict: ({ rowCount }) => new Float64Array(rowCount).fill(value),
    compile: () => () => value,
    toGraph: (features, output) => constantNodes(value, features, output),
  }
}

export function weightedMean(values: Float64Array, weights?: Float64Array): number {
  // Around the first value: the mean of equal values is then exactly that value.
  const first = values[0] ?? 0
  let sum = 0
  let weightSum = 0
  for (let row = 0; row < values.length; row += 1) {
    const weight = weights === undefined ? 1 : (weights[row] ?? 0)
    sum += weight * ((values[row] ?? 0) - first)
    weightSum += weight
  }
  return first + sum / weightSum
}

/** The middle value, or the middle between the two that share it. */
export function weightedMedian(values: Float64Array, weights?: Float64Array): number {
  if (weights === undefined) {
    const sorted = values.toSorted()
    const upper = sorted.length >> 1
    const low = sorted[sorted.length % 2 === 1 ? upper : upper - 1] ?? 0
    return low + ((sorted[upper] ?? 0) - low) / 2
  }
  const order = Array.from(values.keys())
    .filter((row) => (weights[row] ?? 0) > 0)
    .toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const half = order.reduce((sum, row) => sum + (weights[row] ?? 0), 0) / 2
  let below = 0
  for (const [place, row] of order.entries()) {
    below += weights[row] ?? 0
    const value = values[row] ?? 0
    if (below > half) return value
    if (below === half) return value + ((values[order[place + 1] ?? row] ?? 0) - value) / 2
  }
  return 0
}

/** The value with the most weight; of two with as much the smaller. */
function mostFrequent(values: Float64Array, weights?: Float64Array): number {
  const found = new Map<number, number>()
  for (const [row, value] of values.entries()) {
    found.set(value, (found.get(value) ?? 0) + (weights === undefined ? 1 : (weights[row] ?? 0)))
  }
  const [first] = [...found].toSorted(([a, of], [b, other]) => other - of || a - b)
  return first?.[0] ?? 0
}
