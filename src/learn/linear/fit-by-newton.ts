import { weightedMean } from '../constant.ts'
import type { LearningOptions } from '../learning-data.ts'
import { addProducts, noProducts, type CrossProducts } from './cross-products.ts'
import { addDiagonal, type StandardFit } from './fit-squares.ts'
import { solveSymmetric } from './solve-symmetric.ts'
import { eachBlock, type Block, type StandardRows } from './standard-rows.ts'

/** What is learned through a link, by the score of a row. */
export interface Family {
  /** The best score that is the same for every row. */
  base(mean: number): number
  loss(score: number, target: number): number
  gradient(score: number, target: number): number
  curvature(score: number): number
}

interface State {
  readonly weights: Float64Array
  /** Sum over the rows, with the penalty. */
  readonly loss: number
  readonly products: CrossProducts
}

const mostSteps = 100

/**
 * Newton's method from the best answer that is the same for all; a step that makes it worse is halved.
 * `penalties` are by standardised feature: half of them times the square of the weight is added.
 */
export async function fitByNewton(
  family: Family,
  rows: StandardRows,
  target: Float64Array,
  penalties: Float64Array,
  options: LearningOptions,
): Promise<StandardFit> {
  const count = rows.features.length
  const start = new Float64Array(count + 1)
  start[count] = family.base(weightedMean(target, rows.weights))
  let state = await look(family, rows, target, penalties, start)
  const weightSum = rows.weights?.reduce((sum, weight) => sum + weight, 0) ?? rows.rowCount
  for (let step = 1; step <= mostSteps; step += 1) {
    options.signal?.throwIfAborted()
    const direction = findDirection(state, penalties)
    const next = await stepDown(family, rows, target, penalties, state, direction)
    if (next === undefined) break
    const moved = largest(next.weights.map((value, at) => value - (state.weights[at] ?? 0)))
    state = next
    options.onProgress?.({ done: step, total: mostSteps, trainingLoss: state.loss / weightSum })
    if (moved <= 1e-9 * (1 + largest(state.weights))) break
  }
  return { intercept: state.weights[count] ?? 0, weights: state.weights.slice(0, count) }
}

function findDirection({ weights, products }: State, penalties: Float64Array): Float64Array {
  const { matrix, vector } = products
  const pull = vector.map((own, at) => own - (penalties[at] ?? 0) * (weights[at] ?? 0))
  return solveSymmetric(addDiagonal(matrix, penalties), pull)
}

/** Undefined where no step makes it better: rounding is all that is left. */
async function stepDown(
  family: Family,
  rows: StandardRows,
  target: Float64Array,
  penalties: Float64Array,
  state: State,
  direction: Float64Array,
): Promise<State | undefined> {
  for (let size = 1; size > 1e-6; size /= 2) {
    const weights = state.weights.map((own, at) => own + size * (direction[at] ?? 0))
    const next = await look(family, rows, target, penalties, weights)
    if (next.loss <= state.loss + 1e-12 * Math.abs(state.loss)) return next
  }
  return undefined
}

async function look(
  family: Family,
  rows: StandardRows,
  target: Float64Array,
  penalties: Float64Array,
  weights: Float64Array,
): Promise<State> {
  const products = noProducts(weights.length)
  const scores = new Float64Array(256)
  const curvatures = new Float64Array(256)
  const pulls = new Float64Array(256)
  let loss = weights.reduce((sum, own, at) => sum + ((penalties[at] ?? 0) * own * own) / 2, 0)
  await eachBlock(rows, (block) => {
    addScores(scores, block, weights)
    for (let at = 0; at < block.count; at += 1) {
      const row = block.start + at
      const weight = rows.weights === undefined ? 1 : (rows.weights[row] ?? 0)
      const truth = target[row] ?? 0
      const score = scores[at] ?? 0
      loss += weight * family.loss(score, truth)
      pulls[at] = -weight * family.gradient(score, truth)
      curvatures[at] = weight * family.curvature(score)
    }
    addProducts(products, block, curvatures, pulls)
  })
  return { weights, loss, products }
}

function addScores(scores: Float64Array, { columns, count }: Block, weights: Float64Array): void {
  scores.fill(0)
  for (let place = 0; place < weights.length; place += 1) {
    const own = columns[place] ?? scores
    const weight = weights[place] ?? 0
    for (let at = 0; at < count; at += 1) scores[at] = (scores[at] ?? 0) + weight * (own[at] ?? 0)
  }
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}
