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
    const measure = (centre: number) => momentsOf(desk, place, weighed?.address ?? 0, centre)
    const whole = measure(0)
    const mean = whole.count > 0 ? whole.sum / whole.count : 0
    const { squares, count } = measure(mean)
    const deviation = count > 0 ? Math.sqrt(squares / count) : 0
    means[place] = mean
    // What is left of equal values is rounding.
    deviations[place] = deviation > 1e-13 * Math.abs(mean) ? deviation : 0
  }
  const featureCount = features.length
  return { featureCount, rowCount, weights, means, deviations, desk, breather }
}

function momentsOf(
  { kernels, told, addressOf, rowCount }: Desk,
  place: number,
  weights: number,
  centre: number,
) {
  const start = addressOf(place, 0)
  kernels.moments(start, start + 4 * rowCount, weights, centre, told.address)
  const [sum = 0, squares = 0, count = 0] = told.values
  return { sum, squares, count }
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
