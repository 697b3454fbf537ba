import type { LearningOptions } from '../learning-data.ts'
import type { CrossProducts } from './cross-products.ts'
import { addDiagonal } from './fit-squares.ts'
import { solveSymmetric } from './solve-symmetric.ts'

/** A loss that bends upwards everywhere: where it is, its slope downhill and how it bends. */
export interface Slope {
  readonly weights: Float64Array
  /** Sum over the rows, with the penalty. */
  readonly loss: number
  /** The matrix is of zeros where it was not looked how the loss bends. */
  readonly products: CrossProducts
  readonly bending: Bending
}

/** How well is looked how a loss bends, which takes longer than to find its slope: from some of the rows, or all. */
export type Bending = 'not' | 'about' | 'exactly'

export interface Descent {
  readonly start: Float64Array
  /** By weight: half of it times the square of the weight is added. */
  readonly penalties: Float64Array
  /** Without the penalty's part in the products. */
  look(weights: Float64Array, bending: Bending): Promise<Slope>
  /** What a loss is divided by to be told as progress. */
  readonly weightSum: number
  readonly options: LearningOptions
  /** Of how many rows one is looked at to know about how the loss bends: 1 is all. */
  readonly every?: number
  /** So flat a slope of the mean loss is the end; 0 where only rounding is. */
  readonly tolerance?: number
}

const mostSteps = 200

/** From a step that is no longer on, a loss bends as it does at the end of it. */
const near = 1e-2

/** What a step that is no longer than that leaves, once it is known exactly how the loss bends there, is rounding. */
const nearest = 1e-6

/** Newton's method; a step that makes it worse is halved. */
export async function descendByNewton(descent: Descent): Promise<Float64Array> {
  const { start, options, weightSum, every = 1, tolerance = 0 } = descent
  let slope = await descent.look(start, every > 1 ? 'about' : 'exactly')
  let bent = slope
  let before = Number.POSITIVE_INFINITY
  for (let step = 1; step <= mostSteps; step += 1) {
    options.signal?.throwIfAborted()
    const pull = pullOf(descent, slope)
    if (largest(pull) <= tolerance * weightSum) break
    const direction = solveSymmetric(addDiagonal(bent.products.matrix, descent.penalties), pull)
    const length = share(moved(slope.weights, direction, 1), slope.weights)
    const isExact = bent.bending === 'exactly'
    // The next step would be shorter by as much again, or is rounding already.
    if (isExact && length <= nearest && (length <= before / 10 || length <= 1e-10)) {
      return moved(slope.weights, direction, 1)
    }
    const next = await stepDown(descent, slope, direction, nextLook(descent, bent, length))
    // No step makes it better: rounding is all that is left, where it was looked exactly.
    if (next === undefined && isExact) break
    const went = next === undefined ? 0 : share(next.weights, slope.weights)
    slope = next ?? (await descent.look(slope.weights, 'exactly'))
    options.onProgress?.({ done: step, total: mostSteps, trainingLoss: slope.loss / weightSum })
    if (slope.bending === 'not' && went > before / 10) {
      slope = await descent.look(slope.weights, 'exactly')
    }
    if (slope.bending !== 'not') bent = slope
    before = went
  }
  return slope.weights
}

/** Exactly once a step ends near an end that is to be met exactly, and then no more. */
function nextLook({ every = 1, tolerance = 0 }: Descent, bent: Slope, length: number): Bending {
  if (every === 1) return 'exactly'
  if (tolerance > 0) return 'about'
  if (bent.bending === 'about') return length <= near ? 'exactly' : 'about'
  return 'not'
}

function moved(weights: Float64Array, direction: Float64Array, size: number): Float64Array {
  return weights.map((own, at) => own + size * (direction[at] ?? 0))
}

/** How far weights moved, as a share of the largest. */
function share(weights: Float64Array, before: Float64Array): number {
  return largest(weights.map((value, at) => value - (before[at] ?? 0))) / (1 + largest(weights))
}

/** Downhill, with the penalty's part. */
function pullOf({ penalties }: Descent, { weights, products }: Slope): Float64Array {
  return products.vector.map((own, at) => own - (penalties[at] ?? 0) * (weights[at] ?? 0))
}

/** Undefined where no step makes it better. */
async function stepDown(
  { look }: Descent,
  slope: Slope,
  direction: Float64Array,
  bending: Bending,
): Promise<Slope | undefined> {
  for (let size = 1; size > 1e-6; size /= 2) {
    const weights = moved(slope.weights, direction, size)
    const next = await look(weights, bending)
    if (next.loss <= slope.loss + 1e-12 * Math.abs(slope.loss)) return next
  }
  return undefined
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}

/** What penalties add to a loss. */
export function penaltyOf(penalties: Float64Array, weights: Float64Array): number {
  return weights.reduce((sum, own, at) => sum + ((penalties[at] ?? 0) * own * own) / 2, 0)
}
