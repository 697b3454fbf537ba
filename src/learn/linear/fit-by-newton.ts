import { weightedMean } from '../constant.ts'
import type { LearningOptions } from '../learning-data.ts'
import { addProducts, noProducts } from './cross-products.ts'
import type { StandardFit } from './fit-squares.ts'
import { descendByNewton, penaltyOf, type Slope } from './newton.ts'
import { eachBlock, type Block, type StandardRows } from './standard-rows.ts'

/** What is learned through a link, by the score of a row. */
export interface Family {
  /** The best score that is the same for every row. */
  base(mean: number): number
  loss(score: number, target: number): number
  gradient(score: number, target: number): number
  curvature(score: number): number
}

/**
 * From the best answer that is the same for all. `penalties` are by standardised feature: half of them times
 * the square of the weight is added.
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
  const look = (weights: Float64Array) => lookAt(family, rows, target, penalties, weights)
  const weightSum = sumWeights(rows)
  const weights = await descendByNewton({ start, penalties, look, weightSum, options })
  return { intercept: weights[count] ?? 0, weights: weights.slice(0, count) }
}

export function sumWeights({ weights, rowCount }: StandardRows): number {
  return weights?.reduce((sum, weight) => sum + weight, 0) ?? rowCount
}

async function lookAt(
  family: Family,
  rows: StandardRows,
  target: Float64Array,
  penalties: Float64Array,
  weights: Float64Array,
): Promise<Slope> {
  const products = noProducts(weights.length)
  const scores = new Float64Array(256)
  const curvatures = new Float64Array(256)
  const pulls = new Float64Array(256)
  let loss = penaltyOf(penalties, weights)
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

/** Writes the score of each row of the block, one weight for each of its columns. */
export function addScores(
  scores: Float64Array,
  { columns, count }: Block,
  weights: Float64Array,
): void {
  scores.fill(0)
  for (let place = 0; place < weights.length; place += 1) {
    const own = columns[place] ?? scores
    const weight = weights[place] ?? 0
    for (let at = 0; at < count; at += 1) scores[at] = (scores[at] ?? 0) + weight * (own[at] ?? 0)
  }
}
