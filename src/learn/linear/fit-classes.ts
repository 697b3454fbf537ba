import { findClasses, type Classes } from '../classes.ts'
import type { LearningOptions } from '../learning-data.ts'
import { reserveDoubles, type Piece } from '../wasm/heap.ts'
import {
  addProducts,
  clearSums,
  openSums,
  takeProducts,
  type CrossProducts,
  type ProductSums,
} from './cross-products.ts'
import { addScores, type Desk } from './desk.ts'
import { sumWeights } from './fit-by-newton.ts'
import { rowsOfBlock } from './kernels/rows-of-block.ts'
import type { StandardFit } from './fit-squares.ts'
import { descendByNewton, penaltyOf, type Slope } from './newton.ts'
import type { Block } from './load-chunk.ts'
import { eachBlock, type StandardRows } from './standard-rows.ts'

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
  const room = openRoom(rows.desk, found.classes.length, size)
  const look = (weights: Float64Array) => lookAt(found, rows, all, weights, room)
  const { weights } = await descendByNewton({
    first: await look(new Float64Array(all.length)),
    penalties: all,
    look,
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
  room: Room,
): Promise<Slope> {
  const size = weights.length / classes.length
  const { desk } = rows
  const { pairs, scores } = room
  for (const sums of pairs.flat()) clearSums(sums)
  for (const [place, own] of room.weights.entries()) {
    own.values.set(weights.subarray(place * size, (place + 1) * size))
  }
  const shares = scores.map(({ values }) => values)
  let loss = penaltyOf(penalties, weights)
  await eachBlock(rows, (block) => {
    for (const [place, own] of scores.entries()) {
      addScores(desk, room.weights[place] ?? own, own)
    }
    loss += toShares(shares, block, places, rows.weights)
    addPairs(desk, pairs, shares, block, places)
  })
  const products = pairs.map((row) => row.map((sums) => takeProducts(sums)))
  const { matrix, vector } = join(products, size)
  return { weights, loss, vector, bending: { matrix, isExact: true } }
}

/** Memory for each class: its weights, the scores of a block, and the products with the classes before it. */
interface Room {
  readonly weights: readonly Piece<Float64Array>[]
  readonly scores: readonly Piece<Float64Array>[]
  readonly pairs: readonly (readonly ProductSums[])[]
}

function openRoom(desk: Desk, classCount: number, size: number): Room {
  const each = <Own>(open: (place: number) => Own) =>
    Array.from({ length: classCount }, (_, place) => open(place))
  return {
    weights: each(() => reserveDoubles(desk.heap, size)),
    scores: each(() => reserveDoubles(desk.heap, rowsOfBlock)),
    pairs: each((place) => Array.from({ length: place + 1 }, () => openSums(desk, size))),
  }
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

function addPairs(
  desk: Desk,
  pairs: Room['pairs'],
  shares: readonly Float64Array[],
  block: Block,
  places: Uint16Array,
): void {
  const [curvatures, pulls] = [desk.curvatures.values, desk.pulls.values]
  for (const [place, row] of pairs.entries()) {
    for (const [other, sums] of row.entries()) {
      // Rows behind the last one weigh nothing.
      for (let at = 0; at < curvatures.length; at += 1) {
        const weight = desk.weights.values[at] ?? 0
        const own = shares[place]?.[at] ?? 0
        const isOne = Number(place === other)
        curvatures[at] = weight * own * (isOne - (shares[other]?.[at] ?? 0))
        pulls[at] = isOne * weight * (Number(places[block.start + at] === place) - own)
      }
      addProducts(desk, sums)
    }
  }
}

/** One matrix of all pairs of classes. */
function join(pairs: readonly (readonly CrossProducts[])[], size: number): CrossProducts {
  const count = pairs.length * size
  const whole = {
    matrix: Array.from({ length: count }, () => new Float64Array(count)),
    vector: new Float64Array(count),
  }
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
