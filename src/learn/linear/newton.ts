import type { LearningOptions } from '../learning-data.ts'
import type { CrossProducts } from './cross-products.ts'
import { addDiagonal } from './fit-squares.ts'
import { solveSymmetric } from './solve-symmetric.ts'

/** A loss that bends upwards everywhere: where it is, its slope downhill and how it bends. */
export interface Slope {
  readonly weights: Float64Array
  /** Sum over the rows, with the penalty. */
  readonly loss: number
  readonly products: CrossProducts
}

export interface Descent {
  readonly start: Float64Array
  /** By weight: half of it times the square of the weight is added. */
  readonly penalties: Float64Array
  /** Without the penalty's part in the products. */
  look(weights: Float64Array): Promise<Slope>
  /** What a loss is divided by to be told as progress. */
  readonly weightSum: number
  readonly options: LearningOptions
}

const mostSteps = 100

/** Newton's method; a step that makes it worse is halved. */
export async function descendByNewton(descent: Descent): Promise<Float64Array> {
  const { start, penalties, options, weightSum } = descent
  let slope = await descent.look(start)
  for (let step = 1; step <= mostSteps; step += 1) {
    options.signal?.throwIfAborted()
    const next = await stepDown(descent, slope, findDirection(slope, penalties))
    if (next === undefined) break
    const moved = largest(next.weights.map((value, at) => value - (slope.weights[at] ?? 0)))
    slope = next
    options.onProgress?.({ done: step, total: mostSteps, trainingLoss: slope.loss / weightSum })
    if (moved <= 1e-9 * (1 + largest(slope.weights))) break
  }
  return slope.weights
}

function findDirection({ weights, products }: Slope, penalties: Float64Array): Float64Array {
  const { matrix, vector } = products
  const pull = vector.map((own, at) => own - (penalties[at] ?? 0) * (weights[at] ?? 0))
  return solveSymmetric(addDiagonal(matrix, penalties), pull)
}

/** Undefined where no step makes it better: rounding is all that is left. */
async function stepDown(
  { look }: Descent,
  slope: Slope,
  direction: Float64Array,
): Promise<Slope | undefined> {
  for (let size = 1; size > 1e-6; size /= 2) {
    const next = await look(slope.weights.map((own, at) => own + size * (direction[at] ?? 0)))
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
