import type { Breather } from '../breather.ts'
import type { FeatureMatrix } from '../feature-matrix.ts'
import { reserveDoubles } from '../wasm/heap.ts'
import { openDesk, type Desk } from './desk.ts'
import { rowsOfBlock } from './kernels/rows-of-block.ts'

/** Features by how many deviations they are from their mean; 0 where missing, or where nothing varies. */
export interface StandardRows {
  readonly featureCount: number
  readonly rowCount: number
  readonly weights: Float64Array | undefined
  readonly means: Float64Array
  readonly deviations: Float64Array
  readonly desk: Desk
  readonly breather: Breather
}

/** Some rows, whose columns stand on the desk until the next block. */
export interface Block {
  readonly start: number
  readonly count: number
}

export function standardRows(
  matrix: FeatureMatrix,
  weights: Float64Array | undefined,
  breather: Breather,
): StandardRows {
  const desk = openDesk(matrix)
  const { features, rowCount } = matrix
  const weighed = weights && reserveDoubles(desk.heap, desk.rowCount)
  weighed?.values.set(weights ?? [])
  const means = new Float64Array(features.length)
  const deviations = new Float64Array(features.length)
  for (const place of features.keys()) {
    const { mean, deviation } = spreadOf(desk, place, weighed?.address ?? 0)
    means[place] = mean
    // What is left of equal values is rounding.
    deviations[place] = deviation > 1e-13 * Math.abs(mean) ? deviation : 0
  }
  const featureCount = features.length
  return { featureCount, rowCount, weights, means, deviations, desk, breather }
}

/** Around the mean of the first rows, which is near enough to that of all but where rows are sorted. */
function spreadOf(desk: Desk, place: number, weights: number) {
  const centre = momentsOf(desk, place, { weights, rowCount: rowsOfBlock, centre: 0 }).mean
  const near = momentsOf(desk, place, { weights, rowCount: desk.rowCount, centre })
  if (Math.abs(near.mean - centre) <= near.deviation) return near
  return momentsOf(desk, place, { weights, rowCount: desk.rowCount, centre: near.mean })
}

/** Of the first so many rows. The nearer the centre is to the mean, the less is lost by rounding. */
function momentsOf(
  { kernels, told, addressOf }: Desk,
  place: number,
  { weights, rowCount, centre }: { weights: number; rowCount: number; centre: number },
) {
  const start = addressOf(place, 0)
  kernels.moments(start, start + 4 * rowCount, weights, centre, told.address)
  const [sum = 0, squares = 0, count = 0] = told.values
  if (count === 0) return { mean: 0, deviation: 0 }
  const apart = sum / count
  return { mean: centre + apart, deviation: Math.sqrt(Math.max(0, squares / count - apart ** 2)) }
}

/** Goes through all rows, some at a time, or through every so many of these parts. */
export async function eachBlock(
  rows: StandardRows,
  look: (block: Block) => void,
  every = 1,
): Promise<void> {
  const { featureCount, rowCount, breather } = rows
  for (let start = 0; start < rowCount; start += rowsOfBlock * every) {
    const block = { start, count: Math.min(rowsOfBlock, rowCount - start) }
    layOut(rows, block)
    look(block)
    const work = (block.count * featureCount * (featureCount + 4)) / 4
    if (breather.isDue(work)) await breather.breathe()
  }
}

/** Puts the block's columns on the desk, and what its rows weigh: nothing behind the last one. */
function layOut(
  { desk, featureCount, means, deviations, weights }: StandardRows,
  { start, count }: Block,
): void {
  const { kernels, columns, addressOf } = desk
  for (let place = 0; place < featureCount; place += 1) {
    const deviation = deviations[place] ?? 0
    const factor = deviation > 0 ? 1 / deviation : 0
    const to = columns.address + place * rowsOfBlock * 8
    kernels.standardize(addressOf(place, start), means[place] ?? 0, factor, to)
  }
  const { values } = desk.weights
  if (weights === undefined) values.fill(1, 0, count)
  else values.set(weights.subarray(start, start + count))
  values.fill(0, count)
}
