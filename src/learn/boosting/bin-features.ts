import type { Feature } from '../feature-matrix.ts'

/** A feature cut into at most 255 bins of values, and one more bin for missing values. */
export interface BinnedFeature {
  /** The bin of each row. */
  readonly bins: Uint8Array
  /** Upper ends of all value bins but the last: bin b holds the values ≤ edges[b]. */
  readonly edges: Float32Array
  /** The bin of missing values: one after the last bin of values. */
  readonly missingBin: number
}

/** More rows than these don't make the edges of 255 bins any better. */
const rowsLookedAt = 100_000

export function binFeature({ values }: Feature, maxBins: number): BinnedFeature {
  const edges = findEdges(sampleSorted(values), maxBins)
  const missingBin = edges.length + 1
  const bins = new Uint8Array(values.length)
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? Number.NaN
    bins[row] = Number.isNaN(value) ? missingBin : findBin(edges, value)
  }
  return { bins, edges, missingBin }
}

function sampleSorted(values: Float32Array): Float32Array {
  const step = Math.max(1, values.length / rowsLookedAt)
  const size = Math.min(values.length, rowsLookedAt)
  const sample = new Float32Array(size)
  let count = 0
  for (let place = 0; place < size; place += 1) {
    const value = values[Math.floor(place * step)] ?? Number.NaN
    if (Number.isNaN(value)) continue
    sample[count] = value
    count += 1
  }
  return sample.subarray(0, count).sort()
}

/** Midpoints of all neighbours where there are few different values, of quantiles where there are many. */
function findEdges(sorted: Float32Array, maxBins: number): Float32Array {
  const distinct = sorted.filter((value, place) => place === 0 || value !== sorted[place - 1])
  if (distinct.length <= maxBins) {
    return distinct.subarray(1).map((upper, place) => midpoint(distinct[place] ?? 0, upper))
  }
  const edges = new Float32Array(maxBins - 1)
  let count = 0
  for (let quantile = 1; quantile < maxBins; quantile += 1) {
    const place = (quantile * (sorted.length - 1)) / maxBins
    const edge = midpoint(sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0)
    if (count > 0 && edge === edges[count - 1]) continue
    edges[count] = edge
    count += 1
  }
  // Without a value above it, the last edge would leave the last bin empty.
  if (edges[count - 1] === sorted.at(-1)) count -= 1
  return edges.slice(0, count)
}

/** A 32-bit number m with low ≤ m < high, for low < high. */
function midpoint(low: number, high: number): number {
  const middle = Math.fround(low + (high - low) / 2)
  return middle < high ? middle : low
}

/** The first bin whose upper edge is not below `value`. */
function findBin(edges: Float32Array, value: number): number {
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= (edges[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return low
}
