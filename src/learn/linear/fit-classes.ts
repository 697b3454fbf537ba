import { findClasses, type Classes } from '../classes.ts'
import type { LearningOptions } from '../learning-data.ts'
import { addProducts, noProducts, type CrossProducts } from './cross-products.ts'
import { addScores, sumWeights } from './fit-by-newton.ts'
import type { StandardFit } from './fit-squares.ts'
import { descendByNewton, penaltyOf, type Slope } from './newton.ts'
import { eachBlock, type Block, type StandardRows } from './standard-rows.ts'

interface ClassFits {
  readonly classes: readonly number[]
  /** By class; what is added sums to 0. */
  readonly fits: readonly StandardFit[]
}

/** All classes at once, as one long row of weights: those of a class stand beside each other. */
export async function fitClasses(
  rows: StandardRows,
  target: Float64Array,
  penalties: Float64Array,
  options: LearningOptions,
): Promise<ClassFits> {
  const found = findClasses(target)
  const size = penalties.length
  const all = Float64Array.from(
    { length: size * found.classes.length },
    (_, at) => penalties[at % size] ?? 0,
  )
  const weights = await descendByNewton({
    start: new Float64Array(all.length),
    penalties: all,
    look: (weights) => lookAt(found, rows, all, weights),
    weightSum: sumWeights(rows),
    options,
  })
  const fits = found.classes.map((_, place) => {
    const own = weights.slice(place * size, (place + 1) * size)
    return { intercept: own.at(-1) ?? 0, weights: own.slice(0, -1) }
  })
  return { classes: found.classes, fits }
}

async function lookAt(
  { classes, places }: Classes,
  rows: StandardRows,
  penalties: Float64Array,
  weights: Float64Array,
): Promise<Slope> {
  const count = classes.length
  const size = weights.length / count
  const pairs = classes.map((_, place) => classes.slice(0, place + 1).map(() => noProducts(size)))
  const scores = classes.map(() => new Float64Array(256))
  let loss = penaltyOf(penalties, weights)
  await eachBlock(rows, (block) => {
    for (const [place, own] of scores.entries()) {
      addScores(own, block, weights.subarray(place * size, (place + 1) * size))
    }
    loss += toShares(scores, block, places, rows.weights)
    addPairs(pairs, scores, block, places, rows.weights)
  })
  return { weights, loss, products: join(pairs, size) }
}

/** Turns scores into how likely each class is; gives how surprising the classes are. */
function toShares(
  scores: readonly Float64Array[],
  { start, count }: Block,
  places: Uint16Array,
  weights: Float64Array | undefined,
): number {
  let loss = 0
  for (let at = 0; at < count; at += 1) {
    let most = Number.NEGATIVE_INFINITY
    for (const own of scores) most = Math.max(most, own[at] ?? 0)
    let sum = 0
    for (const own of scores) sum += Math.exp((own[at] ?? 0) - most)
    const score = scores[places[start + at] ?? 0]?.[at] ?? 0
    loss += (weights?.[start + at] ?? 1) * (Math.log(sum) + most - score)
    for (const own of scores) own[at] = Math.exp((own[at] ?? 0) - most) / sum
  }
  return loss
}

const curvatures = new Float64Array(256)
const pulls = new Float64Array(256)

function addPairs(
  pairs: readonly (readonly CrossProducts[])[],
  shares: readonly Float64Array[],
  block: Block,
  places: Uint16Array,
  weights: Float64Array | undefined,
): void {
  for (const [place, row] of pairs.entries()) {
    for (const [other, products] of row.entries()) {
      for (let at = 0; at < block.count; at += 1) {
        const weight = weights?.[block.start + at] ?? 1
        const own = shares[place]?.[at] ?? 0
        const isOne = Number(place === other)
        curvatures[at] = weight * own * (isOne - (shares[other]?.[at] ?? 0))
        pulls[at] = isOne * weight * (Number(places[block.start + at] === place) - own)
      }
      addProducts(products, block, curvatures, pulls)
    }
  }
}

/** One matrix of all pairs of classes. */
function join(pairs: readonly (readonly CrossProducts[])[], size: number): CrossProducts {
  const whole = noProducts(pairs.length * size)
  for (const [place, row] of pairs.entries()) {
    for (const [other, { matrix }] of row.entries()) copy(whole, matrix, place * size, other * size)
    whole.vector.set(row[place]?.vector ?? [], place * size)
  }
  // Scores of all classes may rise together without a change; this keeps what is added at a sum of 0.
  const most = Math.max(1, ...whole.matrix.map((row, at) => row[at] ?? 0))
  for (let place = size - 1; place < whole.vector.length; place += size) {
    const row = whole.matrix[place] ?? whole.vector
    for (let other = size - 1; other <= place; other += size) row[other] = (row[other] ?? 0) + most
  }
  return whole
}

function copy(
  { matrix: whole }: CrossProducts,
  part: readonly Float64Array[],
  down: number,
  right: number,
): void {
  for (let at = 0; at < part.length; at += 1) {
    const row = whole[down + at] ?? new Float64Array(0)
    for (let other = 0; other < part.length; other += 1) {
      row[right + other] = other <= at ? (part[at]?.[other] ?? 0) : (part[other]?.[at] ?? 0)
    }
  }
}
