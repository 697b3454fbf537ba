import type { BinMatrix } from './bin-matrix.ts'

/**
 * For each bin of each feature (256 slots a feature) how many rows it has and the sum of their gradients,
 * both in one number; where rows weigh, another of the same size behind it holds their weights.
 */
export type Histogram = Float64Array

/** Slots of a feature. */
export const slotsOfFeature = 256

/**
 * A gradient as a whole number of `unit`, plus `one` for the row itself: a sum of them holds a count and a
 * sum, exactly and whatever the order, as both together have no more than 53 bits.
 */
export interface PackedGradients {
  /** By row number. */
  readonly values: Float64Array
  readonly one: number
  readonly unit: number
}

const toWhole = 1.5 * 2 ** 52

/** `values` is written over. Units are small: a part of the mean gradient that 2³⁰ rows make 2⁻²⁰. */
export function packGradients(
  values: Float64Array,
  gradients: Float64Array,
  rows: Uint32Array,
): PackedGradients {
  let whole = 0
  for (let place = 0; place < rows.length; place += 1) {
    whole += Math.abs(gradients[rows[place] ?? 0] ?? 0)
  }
  const countBits = Math.ceil(Math.log2(rows.length + 1))
  const sumBits = 52 - countBits
  const one = 2 ** sumBits
  // A power of two, so that few and round gradients stay as they are. Half of the bits are for the sign.
  const unit = whole > 0 ? 2 ** (Math.ceil(Math.log2(whole)) - sumBits + 2) : 1
  const perUnit = 1 / unit
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    // Added and taken away, it leaves the nearest whole number.
    values[row] = one + ((gradients[row] ?? 0) * perUnit + toWhole - toWhole)
  }
  return { values, one, unit }
}

/** Adds rows to a histogram of the words that are named, four features each. */
export function countRows(
  histogram: Histogram,
  { words, wordsPerRow }: BinMatrix,
  chosen: Uint32Array,
  rows: Uint32Array,
  packed: Float64Array,
): void {
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    const value = packed[row] ?? 0
    const start = row * wordsPerRow
    // The innermost loop, most of the time of learning: unrolled by hand over the four of a word.
    for (let at = 0; at < chosen.length; at += 1) {
      const own = chosen[at] ?? 0
      const word = words[start + own] ?? 0
      const offset = own * (4 * slotsOfFeature)
      const a = offset + (word & 255)
      const b = offset + 256 + ((word >>> 8) & 255)
      const c = offset + 512 + ((word >>> 16) & 255)
      const d = offset + 768 + (word >>> 24)
      histogram[a] = (histogram[a] ?? 0) + value
      histogram[b] = (histogram[b] ?? 0) + value
      histogram[c] = (histogram[c] ?? 0) + value
      histogram[d] = (histogram[d] ?? 0) + value
    }
  }
}

/** The same where rows weigh: their weights stand in the second half. */
export function weighRows(
  histogram: Histogram,
  { words, wordsPerRow }: BinMatrix,
  chosen: Uint32Array,
  rows: Uint32Array,
  packed: Float64Array,
  weights: Float64Array,
): void {
  const half = histogram.length / 2
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    const value = packed[row] ?? 0
    const weight = weights[row] ?? 0
    const start = row * wordsPerRow
    for (let at = 0; at < chosen.length; at += 1) {
      const own = chosen[at] ?? 0
      const word = words[start + own] ?? 0
      const offset = own * (4 * slotsOfFeature)
      const a = offset + (word & 255)
      const b = offset + 256 + ((word >>> 8) & 255)
      const c = offset + 512 + ((word >>> 16) & 255)
      const d = offset + 768 + (word >>> 24)
      histogram[a] = (histogram[a] ?? 0) + value
      histogram[b] = (histogram[b] ?? 0) + value
      histogram[c] = (histogram[c] ?? 0) + value
      histogram[d] = (histogram[d] ?? 0) + value
      histogram[half + a] = (histogram[half + a] ?? 0) + weight
      histogram[half + b] = (histogram[half + b] ?? 0) + weight
      histogram[half + c] = (histogram[half + c] ?? 0) + weight
      histogram[half + d] = (histogram[half + d] ?? 0) + weight
    }
  }
}

/** Leaves in `whole` what it holds more than `part`. */
export function subtractHistogram(whole: Histogram, part: Histogram): void {
  for (let slot = 0; slot < whole.length; slot += 1) {
    whole[slot] = (whole[slot] ?? 0) - (part[slot] ?? 0)
  }
}
