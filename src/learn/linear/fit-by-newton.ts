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
import type { Block } from './load-chunk.ts'
import { lossOfPowers } from './loss-of-powers.ts'
import { descendByNewton, penaltyOf, type Bending, type Look, type Slope } from './newton.ts'
import { openQuickLook, type QuickLook } from './quick-look.ts'
import { sampleRows } from './sample-rows.ts'
import { eachBlock, type StandardRows } from './standard-rows.ts'

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

/** What is to be learned: `penalties` are by standardised feature, half of them times the square of the weight is added. */
interface Task {
  readonly family: Family
  readonly rows: StandardRows
  readonly target: Float64Array
  readonly penalties: Float64Array
}

type Options = LearningOptions & {
  /** So flat a slope of the mean loss is the end; 0 where only rounding is. */
  readonly tolerance?: number | undefined
}

export async function fitByNewton(task: Task, options: Options): Promise<StandardFit> {
  const { family, rows, target, penalties } = task
  const { tolerance = 0, ...others } = options
  const count = rows.features.length
  const start = new Float64Array(count + 1)
  start[count] = family.base(weightedMean(target, rows.weights))
  const work = openWork(task, tolerance)
  const near = await startNear(work, start, options)
  const { weights } = await descendByNewton({
    first: near?.first ?? (await lookAt(work, start, 'withBending')),
    ...(near === undefined ? {} : { about: near.about }),
    penalties,
    look: (weights, look) => lookAt(work, weights, look),
    weightSum: sumWeights(rows),
    options: others,
    tolerance,
  })
  return { intercept: weights[count] ?? 0, weights: weights.slice(0, count) }
}

export function sumWeights({ weights, rowCount }: StandardRows): number {
  return weights?.reduce((sum, weight) => sum + weight, 0) ?? rowCount
}

/** So many rows tell about where the end is and how a loss bends there, for each weight that is looked for. */
const rowsOfWeight = 500

/** So flat is the end that some of the rows tell: what is left is chance. */
const roughly = 1e-3

/** Undefined where rows are few, or some of them tell nothing of the others. */
async function startNear(
  work: Work,
  start: Float64Array,
  { seed, signal, tolerance = 0 }: Options,
): Promise<{ readonly first: Slope; readonly about: Bending } | undefined> {
  const { rows, target, penalties } = work
  const every = Math.floor(rows.rowCount / (rowsOfWeight * start.length))
  if (every < 2) return undefined
  const sample = sampleRows(rows, target, every)
  const weightSum = sumWeights(sample.rows)
  const times = sumWeights(rows) / weightSum
  if (!Number.isFinite(times)) return undefined
  const few = openWork({ ...work, ...sample, penalties: penalties.map((own) => own / times) }, 0)
  const first = await lookAt(few, start, 'withBending')
  const { weights, bending } = await descendByNewton({
    first,
    penalties: few.penalties,
    look: (weights, look) => lookAt(few, weights, look),
    weightSum,
    options: { seed, ...(signal === undefined ? {} : { signal }) },
    tolerance: Math.max(roughly, tolerance),
  })
  const near = await lookAt(work, weights, 'quickly')
  if (!(near.loss <= first.loss * times)) return undefined
  const matrix = bending.matrix.map((row) => row.map((own) => own * times))
  return { first: near, about: { matrix, isExact: false } }
}

interface Work extends Task {
  readonly weights: Piece<Float64Array>
  readonly sums: ProductSums
  readonly quick?: QuickLook
}

/** An end below it can't be seen in numbers of 32 bits. */
const leastQuick = 1e-6

function openWork(task: Task, tolerance: number): Work {
  const { rows, target, family } = task
  const count = rows.features.length
  const isQuick = family.kernel !== undefined && (tolerance === 0 || tolerance >= leastQuick)
  const quick = isQuick ? openQuickLook(rows, target) : undefined
  return {
    ...task,
    weights: reserveDoubles(rows.desk.heap, count + 1),
    sums: openSums(rows.desk, count + 1),
    ...(quick === undefined ? {} : { quick }),
  }
}

async function lookAt(work: Work, weights: Float64Array, how: Look): Promise<Slope> {
  const { rows, sums, quick, penalties } = work
  const { desk } = rows
  let loss = penaltyOf(penalties, weights)
  if (how === 'quickly' && quick !== undefined) {
    const found = await quick.look(weights)
    return { weights, loss: loss + found.loss, vector: found.vector }
  }
  clearSums(sums)
  work.weights.values.set(weights)
  await eachBlock(rows, (block) => {
    addScores(desk, work.weights, desk.scores)
    loss += link(work, desk, block)
    if (how === 'withBending') addProducts(desk, sums)
    else addPulls(desk, sums)
  })
  const { matrix, vector } = takeProducts(sums)
  const slope = { weights, loss, vector }
  return how === 'withBending' ? { ...slope, bending: { matrix, isExact: true } } : slope
}

/** Writes pulls and curvatures of the block; gives its loss. */
function link({ family, target, rows }: Work, desk: Desk, { start, count }: Block): number {
  const { scores, weights, pulls, curvatures, targets, powers, told, kernels } = desk
  if (family.kernel !== undefined) {
    targets.values.set(target.subarray(start, start + count))
    targets.values.fill(0, count)
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
    const isPlain = rows.weights === undefined
    return rest + (isPlain ? Math.log(product) : lossOfPowers(powers.values, weights.values))
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
