import { weightedMean } from '../constant.ts'
import type { LearningOptions } from '../learning-data.ts'
import { reserveDoubles, type Piece } from '../wasm/heap.ts'
import {
  addProducts,
  addPulls,
  clearSums,
  openSums,
  takeProducts,
  type ProductSums,
} from './cross-products.ts'
import { addScores, type Desk } from './desk.ts'
import type { StandardFit } from './fit-squares.ts'
import { rowsOfBlock } from './kernels/rows-of-block.ts'
import { descendByNewton, penaltyOf, type Bending, type Slope } from './newton.ts'
import { eachBlock, type Block, type StandardRows } from './standard-rows.ts'

/** What is learned through a link, by the score of a row. */
export interface Family {
  /** The best score that is the same for every row. */
  base(mean: number): number
  loss(score: number, target: number): number
  gradient(score: number, target: number): number
  curvature(score: number): number
  /** The kernel that does all three faster. */
  readonly kernel?: 'logisticLink'
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
  { tolerance, ...options }: LearningOptions & { readonly tolerance?: number | undefined },
): Promise<StandardFit> {
  const count = rows.featureCount
  const start = new Float64Array(count + 1)
  start[count] = family.base(weightedMean(target, rows.weights))
  const work = {
    family,
    rows,
    target,
    penalties,
    weights: reserveDoubles(rows.desk.heap, count + 1),
    sums: openSums(rows.desk, count + 1),
  }
  const look = (weights: Float64Array, bending: Bending) => lookAt(work, weights, bending)
  const weightSum = sumWeights(rows)
  const every = everyBlock(rows)
  const weights = await descendByNewton({
    start,
    penalties,
    look,
    weightSum,
    options,
    every,
    ...(tolerance === undefined ? {} : { tolerance }),
  })
  return { intercept: weights[count] ?? 0, weights: weights.slice(0, count) }
}

export function sumWeights({ weights, rowCount }: StandardRows): number {
  return weights?.reduce((sum, weight) => sum + weight, 0) ?? rowCount
}

/** So many rows tell well enough how a loss bends, for each weight that is looked for. */
const rowsOfWeight = 500

/** Of how many blocks one is looked at to know about how the loss bends. */
function everyBlock({ rowCount, featureCount }: StandardRows): number {
  return Math.max(1, Math.floor(rowCount / (rowsOfWeight * (featureCount + 1))))
}

interface Work {
  readonly family: Family
  readonly rows: StandardRows
  readonly target: Float64Array
  readonly penalties: Float64Array
  readonly weights: Piece<Float64Array>
  readonly sums: ProductSums
}

async function lookAt(work: Work, weights: Float64Array, bending: Bending): Promise<Slope> {
  const { rows, sums } = work
  const { desk } = rows
  clearSums(sums)
  work.weights.values.set(weights)
  let loss = penaltyOf(work.penalties, weights)
  let seen = 0
  let bent = 0
  const every = bending === 'about' ? everyBlock(rows) : 1
  await eachBlock(rows, (block) => {
    addScores(desk, work.weights, desk.scores)
    loss += link(work, desk, block)
    const looksAtBending = bending !== 'not' && (block.start / rowsOfBlock) % every === 0
    if (looksAtBending) addProducts(desk, sums)
    else addPulls(desk, sums)
    const own = sum(desk.weights.values)
    seen += own
    if (looksAtBending) bent += own
  })
  const products = takeProducts(sums, bent > 0 ? seen / bent : 1)
  return { weights, loss, products, bending }
}

function sum(values: Float64Array): number {
  let all = 0
  for (let at = 0; at < values.length; at += 1) all += values[at] ?? 0
  return all
}

/** Writes pulls and curvatures of the block; gives its loss. */
function link({ family, target, rows }: Work, desk: Desk, { start, count }: Block): number {
  const { scores, weights, pulls, curvatures, targets, powers, told, kernels } = desk
  if (family.kernel !== undefined) {
    targets.values.fill(0).set(target.subarray(start, start + count))
    kernels.logisticLink(
      scores.address,
      targets.address,
      weights.address,
      pulls.address,
      curvatures.address,
      powers.address,
      told.address,
    )
    const [rest = 0, product = 1] = told.values
    return rest + (rows.weights === undefined ? Math.log(product) : sumLogarithms(desk))
  }
  pulls.values.fill(0)
  curvatures.values.fill(0)
  let loss = 0
  for (let at = 0; at < count; at += 1) {
    const weight = weights.values[at] ?? 0
    const truth = target[start + at] ?? 0
    const score = scores.values[at] ?? 0
    loss += weight * family.loss(score, truth)
    pulls.values[at] = -weight * family.gradient(score, truth)
    curvatures.values[at] = weight * family.curvature(score)
  }
  return loss
}

function sumLogarithms({ weights, powers }: Desk): number {
  let all = 0
  for (let at = 0; at < powers.values.length; at += 1) {
    all += (weights.values[at] ?? 0) * Math.log1p(powers.values[at] ?? 0)
  }
  return all
}
