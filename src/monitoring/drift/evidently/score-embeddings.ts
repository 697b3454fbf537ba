import { mersenneTwister, quantileOf, wassersteinNormed } from '../../../learn/index.ts'
import { areaOnOtherHalf, halve } from './area-on-other-half.ts'
import { quantileOfChance } from './areas-of-chance.ts'

export type Vectors = readonly (Float32Array | Float64Array)[]

/** How well a linear classifier tells embeddings of both sides apart, and how well chance alone would. */
export function tellEmbeddingsApart(reference: Vectors, current: Vectors) {
  const vectors = [...reference, ...current]
  const places = Uint32Array.from(reference[0] ?? [], (_, at) => at)
  const rows = vectors.map((vector) => ({ places, values: Float64Array.from(vector) }))
  const isOne = Uint8Array.from(rows, (_, row) => Number(row < reference.length))
  const halves = halve({ rows, isOne })
  const area = areaOnOtherHalf(halves, places.length, {
    loss: 'logistic',
    penalty: 'l2',
    mostRounds: 1000,
    interceptShare: 1,
  })
  const seeds = Array.from({ length: 100 }, (_, seed) => seed)
  const chance = (share: number) => quantileOfChance(halves.judged.isOne, seeds, share)
  return { area, chance }
}

/** From the mean of one side to that of the other. */
export function distanceOfMeans(reference: Vectors, current: Vectors): number {
  const [before, now] = [meanOf(reference), meanOf(current)]
  return Math.hypot(...before.map((value, at) => value - (now[at] ?? 0)))
}

const componentBound = 0.1

/** The share of components that have moved by a tenth of their deviation. */
export function shareOfMoved(reference: Vectors, current: Vectors): number {
  const [first] = reference
  if (first === undefined) return Number.NaN
  const component = (vectors: Vectors, at: number) =>
    Float64Array.from(vectors, (vector) => vector[at] ?? 0)
  const moved = Array.from(first.keys()).filter(
    (at) => wassersteinNormed(component(reference, at), component(current, at)) >= componentBound,
  )
  return moved.length / first.length
}

const mostOfMedian = 1000

/**
 * The maximum mean discrepancy by a Gaussian kernel as wide as the median distance between both sides; at least 0.
 * Takes time in proportion to the square of the rows.
 */
export function meanDiscrepancy(reference: Vectors, current: Vectors): number {
  const [m, n] = [reference.length, current.length]
  const width = medianDistance(sampled(reference), sampled(current)) ** 2
  const kernel = (a: Float32Array | Float64Array, b: Float32Array | Float64Array) =>
    Math.exp(-squaredDistance(a, b) / width)
  const within = (vectors: Vectors) => {
    let sum = 0
    for (const [row, vector] of vectors.entries()) {
      for (let other = 0; other < row; other += 1) sum += kernel(vector, vectors[other] ?? vector)
    }
    return (2 * sum) / (vectors.length * (vectors.length - 1))
  }
  let across = 0
  for (const vector of reference) {
    for (const other of current) across += kernel(vector, other)
  }
  return Math.max(0, within(reference) + within(current) - (2 * across) / (m * n))
}

/** As pandas draws rows with `random_state=0`. */
function sampled(vectors: Vectors): Vectors {
  if (vectors.length <= mostOfMedian) return vectors
  const places = mersenneTwister(0).permutation(vectors.length).subarray(0, mostOfMedian)
  return Array.from(places, (place) => vectors[place] ?? new Float64Array(0))
}

function medianDistance(reference: Vectors, current: Vectors): number {
  const found = new Float64Array(reference.length * current.length)
  for (const [row, vector] of reference.entries()) {
    for (const [at, other] of current.entries()) {
      found[row * current.length + at] = Math.sqrt(squaredDistance(vector, other))
    }
  }
  return quantileOf(found.toSorted(), 0.5)
}

function squaredDistance(a: Float32Array | Float64Array, b: Float32Array | Float64Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at += 1) sum += ((a[at] ?? 0) - (b[at] ?? 0)) ** 2
  return sum
}

function meanOf(vectors: Vectors): number[] {
  return Array.from(
    vectors[0]?.keys() ?? [],
    (at) => vectors.reduce((sum, vector) => sum + (vector[at] ?? 0), 0) / vectors.length,
  )
}
