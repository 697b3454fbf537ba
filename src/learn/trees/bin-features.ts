import type { Feature } from '../feature-matrix.ts'
import { sortFloats } from './sort-floats.ts'

/** How a feature is cut into at most 255 bins of values, and one more bin for missing values. */
export interface FeatureBins {
  /** Upper ends of all value bins but the last: bin b holds the values ≤ edges[b]. */
  readonly edges: Float32Array
  /** The bin of missing values: one after the last bin of values. */
  readonly missingBin: number
  /** Whether each value has a bin of its own. */
  readonly isExact: boolean
  /** Of places of categories: how many there are. */
  readonly categoryCount?: number
}

export interface BinnedFeature extends FeatureBins {
  /** The bin of each row. */
  readonly bins: Uint8Array
}

/** More rows than these don't make the edges of 255 bins any better. */
const rowsLookedAt = 100_000

export function binFeature(feature: Feature, maxBins: number): BinnedFeature {
  const cut = cutFeature(feature, maxBins)
  return { ...cut, bins: findBins(feature.values, cut) }
}

export function cutFeature({ values, categoryCount }: Feature, maxBins: number): FeatureBins {
  const { edges, isExact } = findEdges(sampleSorted(values), maxBins)
  const missingBin = edges.length + 1
  return {
    edges,
    missingBin,
    isExact: isExact && values.length <= rowsLookedAt,
    ...(categoryCount === undefined ? {} : { categoryCount }),
  }
}

/** The places of the categories in some bins, in order. */
export function categoriesOf(
  { edges, categoryCount = 0 }: FeatureBins,
  bins: readonly number[],
): readonly number[] {
  const own = bins.flatMap((bin) => {
    const first = bin === 0 ? 0 : Math.floor(edges[bin - 1] ?? 0) + 1
    const end = Math.min(categoryCount - 1, Math.floor(edges[bin] ?? categoryCount))
    return Array.from({ length: Math.max(0, end - first + 1) }, (_, at) => first + at)
  })
  return own.toSorted((a, b) => a - b)
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
  return sortFloats(sample.subarray(0, count))
}

/** Midpoints of all neighbours where there are few different values, of quantiles where there are many. */
function findEdges(sorted: Float32Array, maxBins: number) {
  const distinct = findDistinct(sorted, maxBins)
  if (distinct === undefined) return { edges: quantileEdges(sorted, maxBins), isExact: false }
  const middle = (upper: number, place: number) => midpoint(distinct[place] ?? 0, upper)
  return { edges: distinct.subarray(1).map(middle), isExact: true }
}

function quantileEdges(sorted: Float32Array, maxBins: number): Float32Array {
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

/** The different values among the sorted ones, unless there are more than `most`. */
function findDistinct(sorted: Float32Array, most: number): Float32Array | undefined {
  const distinct = new Float32Array(most)
  let count = 0
  for (let place = 0; place < sorted.length; place += 1) {
    const value = sorted[place] ?? 0
    if (place > 0 && value === sorted[place - 1]) continue
    if (count === most) return undefined
    distinct[count] = value
    count += 1
  }
  return distinct.subarray(0, count)
}

/** A 32-bit number m with low ≤ m < high, for low < high. */
export function midpoint(low: number, high: number): number {
  const middle = Math.fround(low + (high - low) / 2)
  return middle < high ? middle : low
}

/** Of each value the first bin whose upper edge is not below it. */
function findBins(values: Float32Array, { edges, missingBin }: FeatureBins): Uint8Array {
  const padded = new Float32Array(255).fill(Number.POSITIVE_INFINITY)
  padded.set(edges)
  const bins = new Uint8Array(values.length)
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? Number.NaN
    let bin = 0
    // A binary search without branches, which would be guessed wrong half of the time.
    for (let half = 128; half > 0; half >>= 1) {
      bin += Number(value > (padded[bin + half - 1] ?? 0)) * half
    }
    bins[row] = Number.isNaN(value) ? missingBin : bin
  }
  return bins
}
