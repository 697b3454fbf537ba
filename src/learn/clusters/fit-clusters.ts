import { seededRandom, type Random } from '../../base/index.ts'
import { createBreather, type Breather } from '../breather.ts'
import type { LearningData, LearningOptions } from '../learning-data.ts'
import { fitScale, scaleRows } from '../standard-scale.ts'
import type { FittedClusters, KMeans } from './k-means.ts'
import { nearestCentre } from './nearest-centre.ts'

/** The rows that weigh, on one scale. */
interface Points {
  readonly rows: Float64Array
  readonly width: number
  readonly count: number
  readonly weights: Float64Array
}

/** Lloyd's rounds from the start of Arthur & Vassilvitskii (2007). */
export async function fitClusters(
  spec: KMeans,
  data: LearningData,
  { seed, signal, onProgress }: LearningOptions,
): Promise<FittedClusters> {
  const scale = fitScale(data.matrix, data.weights, spec.scaled)
  const points = pointsOf(scaleRows(scale, data.matrix), scale.means.length, data)
  const clusters = Math.min(spec.clusters, points.count)
  const breather = createBreather(signal)
  let best: Found = { centres: new Float64Array(0), inertia: Number.POSITIVE_INFINITY }
  for (let start = 0; start < spec.starts; start += 1) {
    signal?.throwIfAborted()
    const random = seededRandom(seed).fork(`clusters ${start}`)
    const found = await moveCentres(points, drawCentres(points, clusters, random), spec, breather)
    if (found.inertia < best.inertia) best = found
    onProgress?.({ done: start + 1, total: spec.starts })
  }
  return { kind: 'clusters', scale, centres: [...best.centres], inertia: best.inertia }
}

interface Found {
  readonly centres: Float64Array
  readonly inertia: number
}

function pointsOf(all: Float64Array, width: number, { matrix, weights }: LearningData): Points {
  const kept = Array.from({ length: matrix.rowCount }, (_, row) => row).filter(
    (row) => (weights?.[row] ?? 1) > 0,
  )
  const rows = new Float64Array(kept.length * width)
  for (const [at, row] of kept.entries()) {
    rows.set(all.subarray(row * width, (row + 1) * width), at * width)
  }
  return {
    rows,
    width,
    count: kept.length,
    weights: Float64Array.from(kept, (row) => weights?.[row] ?? 1),
  }
}

/** Rows far from the centres so far are likely; of a few that are drawn, the one that helps most. */
function drawCentres(points: Points, clusters: number, random: Random): Float64Array {
  const { rows, width, count, weights } = points
  const centres = new Float64Array(clusters * width)
  const tries = 2 + Math.floor(Math.log(clusters))
  let nearest: Float64Array = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  for (let place = 0; place < clusters; place += 1) {
    const masses = weights.map((weight, row) => weight * (place === 0 ? 1 : (nearest[row] ?? 0)))
    let best = { row: 0, nearest, sum: Number.POSITIVE_INFINITY }
    for (let turn = 0; turn < (place === 0 ? 1 : tries); turn += 1) {
      const row = drawRow(masses, random)
      const own = nearest.map((square, at) => Math.min(square, squareApart(points, row, at)))
      const sum = own.reduce((sum, square, at) => sum + square * (weights[at] ?? 0), 0)
      if (sum < best.sum) best = { row, nearest: own, sum }
    }
    nearest = best.nearest
    centres.set(rows.subarray(best.row * width, (best.row + 1) * width), place * width)
  }
  return centres
}

function drawRow(masses: Float64Array, random: Random): number {
  let left = random.next() * masses.reduce((sum, mass) => sum + mass, 0)
  for (let row = 0; row < masses.length; row += 1) {
    left -= masses[row] ?? 0
    if (left < 0) return row
  }
  return random.below(masses.length)
}

function squareApart({ rows, width }: Points, one: number, other: number): number {
  let sum = 0
  for (let at = 0; at < width; at += 1) {
    sum += ((rows[one * width + at] ?? 0) - (rows[other * width + at] ?? 0)) ** 2
  }
  return sum
}

async function moveCentres(
  points: Points,
  start: Float64Array,
  { rounds }: KMeans,
  breather: Breather,
): Promise<Found> {
  const { count, width } = points
  const places = new Int32Array(count).fill(-1)
  let centres = start
  for (let round = 0; round < rounds; round += 1) {
    const hasMoved = await placeAll(points, centres, places, breather)
    if (!hasMoved) break
    centres = middles(points, centres, places)
  }
  let inertia = 0
  for (let row = 0; row < count; row += 1) {
    const place = places[row] ?? 0
    let square = 0
    for (let at = 0; at < width; at += 1) {
      square += ((points.rows[row * width + at] ?? 0) - (centres[place * width + at] ?? 0)) ** 2
    }
    inertia += square * (points.weights[row] ?? 0)
  }
  return { centres, inertia }
}

async function placeAll(
  { rows, width, count }: Points,
  centres: Float64Array,
  places: Int32Array,
  breather: Breather,
): Promise<boolean> {
  let hasMoved = false
  for (let row = 0; row < count; row += 1) {
    const place = nearestCentre(centres, width, rows, row * width)
    if (place !== places[row]) hasMoved = true
    places[row] = place
    if (breather.isDue(2 * centres.length)) await breather.breathe()
  }
  return hasMoved
}

/** The means of the rows of each centre; one without rows stays where it is. */
function middles(
  { rows, width, weights }: Points,
  centres: Float64Array,
  places: Int32Array,
): Float64Array {
  const sums = new Float64Array(centres.length)
  const masses = new Float64Array(width === 0 ? 0 : centres.length / width)
  for (const [row, place] of places.entries()) {
    const weight = weights[row] ?? 0
    masses[place] = (masses[place] ?? 0) + weight
    for (let at = 0; at < width; at += 1) {
      const to = place * width + at
      sums[to] = (sums[to] ?? 0) + weight * (rows[row * width + at] ?? 0)
    }
  }
  return sums.map((sum, at) => {
    const mass = masses[Math.floor(at / width)] ?? 0
    return mass > 0 ? sum / mass : (centres[at] ?? 0)
  })
}
