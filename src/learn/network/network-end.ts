import type { Classes } from '../classes.ts'
import { weightedMean } from '../constant.ts'
import type { LearningData } from '../learning-data.ts'
import { logistic, surprise } from '../link.ts'
import type { FittedNetwork, NeuralNetwork } from './neural-network.ts'

/** What the last sums stand for, and how wrong they are. */
export interface NetworkEnd {
  readonly size: number
  loss(sums: Float64Array, row: number): number
  /** Of the loss by each sum, times the weight; of use until the next. */
  slopes(sums: Float64Array, row: number, weight: number): Float64Array
}

export function endOf(
  task: NeuralNetwork['task'],
  data: LearningData,
  classesOf: () => Classes,
): { readonly ends: FittedNetwork['ends']; readonly end: NetworkEnd } {
  switch (task) {
    case 'regression':
      return amountEnd(data)
    case 'classification':
      // No sum is as sure as a target that never varies.
      if (isOne(data)) return amountEnd(data)
      return { ends: { in: 'chance' }, end: chanceEnd(data.target) }
    case 'classes':
      return classesEnd(data.target, classesOf())
  }
}

function isOne({ target, weights }: LearningData): boolean {
  const known = target.filter((_, row) => (weights?.[row] ?? 1) > 0)
  return known.every((value) => value === known[0])
}

function amountEnd({ target, weights }: LearningData) {
  const mean = weightedMean(target, weights)
  const squares = target.map((value) => (value - mean) ** 2)
  const deviation = Math.sqrt(weightedMean(squares, weights))
  const slopes = new Float64Array(1)
  const errorOf = (sums: Float64Array, row: number) =>
    (sums[0] ?? 0) - (deviation > 0 ? ((target[row] ?? 0) - mean) / deviation : 0)
  const end: NetworkEnd = {
    size: 1,
    loss: (sums, row) => errorOf(sums, row) ** 2 / 2,
    slopes(sums, row, weight) {
      slopes[0] = weight * errorOf(sums, row)
      return slopes
    },
  }
  return { ends: { in: 'amount', mean, deviation } as const, end }
}

function chanceEnd(target: Float64Array): NetworkEnd {
  const slopes = new Float64Array(1)
  return {
    size: 1,
    loss: (sums, row) => surprise(sums[0] ?? 0, target[row] ?? 0),
    slopes(sums, row, weight) {
      slopes[0] = weight * (logistic(sums[0] ?? 0) - (target[row] ?? 0))
      return slopes
    },
  }
}

function classesEnd(target: Float64Array, { classes }: Classes) {
  const placeOf = new Map(classes.map((value, place) => [value, place]))
  const places = Uint16Array.from(target, (value) => placeOf.get(value) ?? 0)
  const slopes = new Float64Array(classes.length)
  const wholeOf = (sums: Float64Array) => {
    const most = Math.max(...sums)
    return most + Math.log(sums.reduce((sum, value) => sum + Math.exp(value - most), 0))
  }
  const end: NetworkEnd = {
    size: classes.length,
    loss: (sums, row) => wholeOf(sums) - (sums[places[row] ?? 0] ?? 0),
    slopes(sums, row, weight) {
      const whole = wholeOf(sums)
      for (let at = 0; at < slopes.length; at += 1) {
        slopes[at] = weight * (Math.exp((sums[at] ?? 0) - whole) - Number(places[row] === at))
      }
      return slopes
    },
  }
  return { ends: { in: 'classes', classes } as const, end }
}
