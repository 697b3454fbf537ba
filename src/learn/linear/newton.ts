import type { LearningOptions } from '../learning-data.ts'
import type { CrossProducts } from './cross-products.ts'
import { addDiagonal } from './fit-squares.ts'
import { solveSymmetric } from './solve-symmetric.ts'

/** A loss that bends upwards everywhere: where it is, and its slope downhill. */
export interface Slope {
  readonly weights: Float64Array
  /** Sum over the rows, with the penalty. */
  readonly loss: number
  readonly vector: Float64Array
  /** How it bends, where that was looked at. */
  readonly bending?: Bending
}

/** How a loss bends, without the penalty's part. */
export interface Bending extends Pick<CrossProducts, 'matrix'> {
  /** Whether all rows told it, or only some. */
  readonly isExact: boolean
}

/** How a loss is looked at: in few digits and soon, in all digits, or in all digits and how it bends too, which takes longest. */
export type Look = 'quickly' | 'exactly' | 'withBending'

export interface Descent {
  readonly first: Slope
  /** About how the loss bends at the end, if the first look is not to tell. Then that is looked at only where needed. */
  readonly about?: Bending
  /** By weight: half of it times the square of the weight is added. */
  readonly penalties: Float64Array
  look(weights: Float64Array, look: Look): Promise<Slope>
  /** What a loss is divided by to be told as progress. */
  readonly weightSum: number
  readonly options: LearningOptions
  /** So flat a slope of the mean loss is the end; 0 where only rounding is. */
  readonly tolerance?: number
}

/** Where a descent ended. */
export interface Found {
  readonly weights: Float64Array
  readonly bending: Bending
}

const mostSteps = 200

/** From a step that is no longer on, a loss bends as it does at the end of it. */
const near = 1e-2

/** What a step that is no longer than that leaves, once it is known exactly how the loss bends there, is rounding. */
const nearest = 1e-6

const unbent: Bending = { matrix: [], isExact: false }

/** So much of a loss may be rounding, as long as it is not looked at in all digits. */
const rounding = { exact: 1e-12, quick: 1e-7 } as const

/** Newton's method; a step that makes it worse is halved. */
export async function descendByNewton(descent: Descent): Promise<Found> {
  const { first, about = unbent, options, weightSum, tolerance = 0 } = descent
  let slope = first
  let bending = slope.bending ?? about
  let before = Number.POSITIVE_INFINITY
  for (let step = 1; step <= mostSteps; step += 1) {
    options.signal?.throwIfAborted()
    const pull = pullOf(descent, slope)
    if (largest(pull) <= tolerance * weightSum) break
    const direction = solveSymmetric(addDiagonal(bending.matrix, descent.penalties), pull)
    const end = moved(slope.weights, direction, 1)
    const length = share(end, slope.weights)
    // The next step would be shorter by as much again, or is rounding already.
    if (bending.isExact && length <= nearest && (length <= before / 10 || length <= 1e-10)) {
      return { weights: end, bending }
    }
    const look = nextLook(descent, bending, length)
    const slack = bending.isExact ? rounding.exact : rounding.quick
    const next = await stepDown(slope, direction, slack, (weights) => descent.look(weights, look))
    // No step makes it better: rounding is all that is left, where it was looked exactly.
    if (next === undefined && bending.isExact) break
    const went = next === undefined ? 0 : share(next.weights, slope.weights)
    slope = next ?? (await descent.look(slope.weights, 'withBending'))
    options.onProgress?.({ done: step, total: mostSteps, trainingLoss: slope.loss / weightSum })
    if (slope.bending === undefined && went > before / (bending.isExact ? 10 : 4)) {
      slope = await descent.look(slope.weights, 'withBending')
    }
    bending = slope.bending ?? bending
    before = went
  }
  return { weights: slope.weights, bending }
}

/** In all digits once a step ends near an end that is to be met exactly: there once how it bends, and then no more. */
function nextLook({ about, tolerance = 0 }: Descent, bending: Bending, length: number): Look {
  if (about === undefined) return 'withBending'
  if (bending.isExact) return 'exactly'
  return tolerance > 0 || length > near ? 'quickly' : 'withBending'
}

function moved(weights: Float64Array, direction: Float64Array, size: number): Float64Array {
  return weights.map((own, at) => own + size * (direction[at] ?? 0))
}

/** How far weights moved, as a share of the largest. */
function share(weights: Float64Array, before: Float64Array): number {
  return largest(weights.map((value, at) => value - (before[at] ?? 0))) / (1 + largest(weights))
}

/** Downhill, with the penalty's part. */
function pullOf({ penalties }: Descent, { weights, vector }: Slope): Float64Array {
  return vector.map((own, at) => own - (penalties[at] ?? 0) * (weights[at] ?? 0))
}

/** Undefined where no step makes it better. */
async function stepDown(
  slope: Slope,
  direction: Float64Array,
  slack: number,
  look: (weights: Float64Array) => Promise<Slope>,
): Promise<Slope | undefined> {
  const most = slope.loss + slack * Math.abs(slope.loss)
  for (let size = 1; size > 1e-6; size /= 2) {
    const next = await look(moved(slope.weights, direction, size))
    if (next.loss <= most) return next
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
