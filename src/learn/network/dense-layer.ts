import type { Random } from '../../base/index.ts'

/** A layer while it learns, with room for what Adam remembers of it. */
export interface DenseLayer {
  readonly inputs: number
  readonly outputs: number
  /** `[unit · inputs + input]`, then the biases. */
  readonly weights: Float64Array
  readonly gradients: Float64Array
  readonly moments: Float64Array
  readonly squares: Float64Array
}

/** Glorot & Bengio's start (2010): uniform, the wider the fewer units meet. */
export function denseLayer(inputs: number, outputs: number, random: Random): DenseLayer {
  const reach = Math.sqrt(6 / (inputs + outputs))
  const size = outputs * (inputs + 1)
  const weights = new Float64Array(size)
  for (let at = 0; at < outputs * inputs; at += 1) weights[at] = reach * (2 * random.next() - 1)
  return {
    inputs,
    outputs,
    weights,
    gradients: new Float64Array(size),
    moments: new Float64Array(size),
    squares: new Float64Array(size),
  }
}

/** The sums of one row; `isBent` leaves out what is below 0. */
export function forward(
  { weights, inputs, outputs }: DenseLayer,
  from: Float64Array,
  to: Float64Array,
  isBent: boolean,
): void {
  const biases = inputs * outputs
  for (let unit = 0; unit < outputs; unit += 1) {
    const start = unit * inputs
    let sum = weights[biases + unit] ?? 0
    for (let at = 0; at < inputs; at += 1) sum += (weights[start + at] ?? 0) * (from[at] ?? 0)
    to[unit] = isBent && sum < 0 ? 0 : sum
  }
}

/** Adds to the gradients what the slopes of the sums mean for them, and writes the slopes of the inputs. */
export function backward(
  { weights, gradients, inputs, outputs }: DenseLayer,
  from: Float64Array,
  slopes: Float64Array,
  back: Float64Array | undefined,
): void {
  const biases = inputs * outputs
  back?.fill(0)
  for (let unit = 0; unit < outputs; unit += 1) {
    const slope = slopes[unit] ?? 0
    if (slope === 0) continue
    const start = unit * inputs
    gradients[biases + unit] = (gradients[biases + unit] ?? 0) + slope
    for (let at = 0; at < inputs; at += 1) {
      gradients[start + at] = (gradients[start + at] ?? 0) + slope * (from[at] ?? 0)
    }
    if (back === undefined) continue
    for (let at = 0; at < inputs; at += 1) {
      back[at] = (back[at] ?? 0) + slope * (weights[start + at] ?? 0)
    }
  }
}

const keepMoments = 0.9
const keepSquares = 0.999
const least = 1e-8

/** One step of Adam down the mean of the gradients, which start again at 0. */
export function step(
  layer: DenseLayer,
  { rate, l2, weightSum, count }: { rate: number; l2: number; weightSum: number; count: number },
): void {
  const { weights, gradients, moments, squares, inputs, outputs } = layer
  const own = (rate * Math.sqrt(1 - keepSquares ** count)) / (1 - keepMoments ** count)
  const biases = inputs * outputs
  for (let at = 0; at < weights.length; at += 1) {
    const weight = weights[at] ?? 0
    const slope = ((gradients[at] ?? 0) + (at < biases ? l2 * weight : 0)) / weightSum
    const moment = keepMoments * (moments[at] ?? 0) + (1 - keepMoments) * slope
    const square = keepSquares * (squares[at] ?? 0) + (1 - keepSquares) * slope * slope
    moments[at] = moment
    squares[at] = square
    weights[at] = weight - (own * moment) / (Math.sqrt(square) + least)
    gradients[at] = 0
  }
}
