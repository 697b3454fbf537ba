import type { Desk } from './desk.ts'

/** Columns of 32-bit numbers, NaN where missing, and what a row weighs: 1 where nothing is said. */
export interface WeighedRows {
  readonly features: readonly Float32Array[]
  readonly rowCount: number
  readonly weights: Float64Array | undefined
}

/** Some rows of all. */
export interface Block {
  readonly start: number
  readonly count: number
}

/** Puts the rows on the desk; what stands behind them there is missing, and weighs nothing. */
export function loadChunk(
  { features, weights }: WeighedRows,
  { chunk, chunkWeights }: Desk,
  { start, count }: Block,
): void {
  for (const [place, { values }] of chunk.entries()) {
    values.set(features[place]?.subarray(start, start + count) ?? [])
    values.fill(Number.NaN, count)
  }
  if (weights === undefined) chunkWeights.values.fill(1, 0, count)
  else chunkWeights.values.set(weights.subarray(start, start + count))
  chunkWeights.values.fill(0, count)
}
