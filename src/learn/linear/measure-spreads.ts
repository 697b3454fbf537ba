import type { Desk } from './desk.ts'
import { rowsOfBlock } from './kernels/rows-of-block.ts'
import { loadChunk, type WeighedRows } from './load-chunk.ts'

/** By feature. */
export interface Spreads {
  readonly means: Float64Array
  /** The root of the mean square of how far values are from the mean; 0 where nothing varies. */
  readonly deviations: Float64Array
}

/** Around the mean of the first rows, which is near enough to that of all but where rows are sorted. */
export function measureSpreads(rows: WeighedRows, desk: Desk): Spreads {
  const few = { ...rows, rowCount: Math.min(rowsOfBlock, rows.rowCount) }
  const centres = measureAround(new Float64Array(rows.features.length), few, desk).means
  const near = measureAround(centres, rows, desk)
  const isNear = near.means.every((mean, place) => {
    const apart = Math.abs(mean - (centres[place] ?? 0))
    return apart <= Math.max(near.deviations[place] ?? 0, 1e-9 * Math.abs(mean))
  })
  return isNear ? near : measureAround(near.means, rows, desk)
}

/** The nearer a centre is to the mean, the less is lost by rounding. */
function measureAround(centres: Float64Array, rows: WeighedRows, desk: Desk): Spreads {
  const moments = sumMoments(centres, rows, desk)
  const [means, deviations] = [centres.slice(), centres.slice().fill(0)]
  for (const [place, [sum, squares, count]] of moments.entries()) {
    if (count === 0) means[place] = 0
    if (count === 0) continue
    const apart = sum / count
    const mean = (centres[place] ?? 0) + apart
    const deviation = Math.sqrt(Math.max(0, squares / count - apart ** 2))
    means[place] = mean
    // What is left of equal values is rounding.
    deviations[place] = deviation > 1e-13 * Math.abs(mean) ? deviation : 0
  }
  return { means, deviations }
}

/** Of each feature how far its values are from the centre, the squares of it, and their weights, all added up. */
type Moments = [sum: number, squares: number, count: number]

function sumMoments(centres: Float64Array, rows: WeighedRows, desk: Desk): readonly Moments[] {
  const { chunk, rowsOfChunk, chunkWeights, kernels, told } = desk
  const weights = rows.weights === undefined ? 0 : chunkWeights.address
  const sums = chunk.map((): Moments => [0, 0, 0])
  for (let start = 0; start < rows.rowCount; start += rowsOfChunk) {
    loadChunk(rows, desk, { start, count: Math.min(rowsOfChunk, rows.rowCount - start) })
    for (const [place, { address }] of chunk.entries()) {
      const end = address + 4 * rowsOfChunk
      kernels.moments(address, end, weights, centres[place] ?? 0, told.address)
      const own = sums[place] ?? []
      for (let at = 0; at < own.length; at += 1) own[at] = (own[at] ?? 0) + (told.values[at] ?? 0)
    }
  }
  return sums
}
