import { weightedMean } from '../constant.ts'
import { addProducts, openSums, takeProducts, type CrossProducts } from './cross-products.ts'
import type { ElasticNet, Lasso, LeastSquares, Ridge } from './linear.ts'
import { solveSymmetric } from './solve-symmetric.ts'
import { eachBlock, type StandardRows } from './standard-rows.ts'

/** Weights of the standardised features, and what is answered where all are 0. */
export interface StandardFit {
  readonly intercept: number
  readonly weights: Float64Array
}

export async function fitSquares(
  spec: LeastSquares | Ridge | Lasso | ElasticNet,
  rows: StandardRows,
  target: Float64Array,
): Promise<StandardFit> {
  const mean = weightedMean(target, rows.weights)
  const products = await multiply(rows, target, mean)
  const weights = solve(spec, rows, products)
  return { intercept: mean - shiftOf(products, weights), weights }
}

interface CentredProducts extends CrossProducts {
  readonly weightSum: number
  /** Sums of each column: 0 but for missing values. */
  readonly sums: Float64Array
}

async function multiply(
  rows: StandardRows,
  target: Float64Array,
  mean: number,
): Promise<CentredProducts> {
  const { desk } = rows
  const count = rows.features.length
  const sums = openSums(desk, count + 1)
  const { pulls, curvatures } = desk
  await eachBlock(rows, (block) => {
    curvatures.values.set(desk.weights.values)
    pulls.values.fill(0)
    for (let at = 0; at < block.count; at += 1) {
      const weight = curvatures.values[at] ?? 0
      pulls.values[at] = weight * ((target[block.start + at] ?? 0) - mean)
    }
    addProducts(desk, sums)
  })
  return centre(takeProducts(sums), count)
}

/** Filled with the mean of the known ones, a column still has its mean; this takes what rounding left. */
function centre({ matrix, vector }: CrossProducts, count: number): CentredProducts {
  const sums = matrix[count]?.subarray(0, count) ?? new Float64Array(count)
  const weightSum = matrix[count]?.[count] ?? 1
  const own = matrix.slice(0, count).map((row, place) => {
    const centred = row.slice(0, count)
    for (let other = 0; other <= place; other += 1) {
      centred[other] = (centred[other] ?? 0) - ((sums[place] ?? 0) * (sums[other] ?? 0)) / weightSum
    }
    return centred
  })
  return { matrix: own, vector: vector.slice(0, count), sums, weightSum }
}

function shiftOf({ sums, weightSum }: CentredProducts, weights: Float64Array): number {
  return weights.reduce((sum, weight, at) => sum + weight * (sums[at] ?? 0), 0) / weightSum
}

function solve(
  spec: LeastSquares | Ridge | Lasso | ElasticNet,
  { deviations }: StandardRows,
  products: CentredProducts,
): Float64Array {
  // A penalty is on the weights of features as they came.
  const bySquare = (alpha: number) => deviations.map((own) => (own > 0 ? alpha / own ** 2 : 1))
  switch (spec.kind) {
    case 'leastSquares':
      return solveSymmetric(addDiagonal(products.matrix, bySquare(0)), products.vector)
    case 'ridge':
      return solveSymmetric(addDiagonal(products.matrix, bySquare(spec.alpha)), products.vector)
    case 'lasso':
    case 'elasticNet': {
      const l1Share = spec.kind === 'lasso' ? 1 : spec.l1Share
      const whole = spec.alpha * products.weightSum
      const l1 = deviations.map((own) => (own > 0 ? (l1Share * whole) / own : 0))
      return descend(products, l1, bySquare((1 - l1Share) * whole))
    }
  }
}

/** A feature that never varies has only its own 1 there: its weight is 0. */
export function addDiagonal(matrix: readonly Float64Array[], more: Float64Array) {
  return matrix.map((row, place) => {
    const own = row.slice()
    own[place] = (own[place] ?? 0) + (more[place] ?? 0)
    return own
  })
}

const mostRounds = 20_000

/** One weight after the other is brought to its best, until none moves (Friedman, Hastie & Tibshirani 2010). */
function descend(
  { matrix, vector }: CentredProducts,
  l1: Float64Array,
  l2: Float64Array,
): Float64Array {
  const weights = new Float64Array(vector.length)
  const left = vector.slice()
  for (let round = 0; round < mostRounds; round += 1) {
    let moved = 0
    let largest = 0
    for (let place = 0; place < weights.length; place += 1) {
      const own = weights[place] ?? 0
      const diagonal = matrix[place]?.[place] ?? 0
      const pull = (left[place] ?? 0) + diagonal * own
      const shrunk = Math.sign(pull) * Math.max(0, Math.abs(pull) - (l1[place] ?? 0))
      const next = shrunk / (diagonal + (l2[place] ?? 0) || 1)
      if (next !== own) takeFrom(left, matrix, place, next - own)
      weights[place] = next
      moved = Math.max(moved, Math.abs(next - own))
      largest = Math.max(largest, Math.abs(next))
    }
    if (moved <= 1e-13 * largest) break
  }
  return weights
}

function takeFrom(
  left: Float64Array,
  matrix: readonly Float64Array[],
  place: number,
  step: number,
): void {
  const row = matrix[place] ?? left
  for (let other = 0; other < left.length; other += 1) {
    const product = other <= place ? (row[other] ?? 0) : (matrix[other]?.[place] ?? 0)
    left[other] = (left[other] ?? 0) - product * step
  }
}
