import type { BinnedFeature } from '../trees/bin-features.ts'

/**
 * For each bin of each feature the sum of gradients and, beside it, of weights: slot 2b and 2b + 1
 * after the feature's offset.
 */
export type Histogram = Float64Array

/** Where the features of a tree stand in its histograms. */
export interface HistogramPlan {
  readonly size: number
  readonly features: readonly PlannedFeature[]
  /** The features in fours: the loop over rows reads a row's number and gradient once for four. */
  readonly fours: readonly (readonly PlannedFeature[])[]
}

export interface PlannedFeature extends BinnedFeature {
  readonly index: number
  readonly offset: number
}

export function planHistogram(
  binned: readonly BinnedFeature[],
  chosen: readonly number[],
): HistogramPlan {
  const features: PlannedFeature[] = []
  // As large as all features need, whatever was chosen: histograms go from tree to tree.
  const size = binned.reduce((sum, { missingBin }) => sum + 2 * (missingBin + 1), 0)
  let offset = 0
  for (const index of chosen) {
    const feature = binned[index]
    if (feature === undefined) continue
    features.push({ ...feature, index, offset })
    offset += 2 * (feature.missingBin + 1)
  }
  // What lacks to four counts the last feature's rows again, into slots that nobody reads.
  const spare = features.slice(-1).map((last) => ({ ...last, offset: size }))
  const fours: PlannedFeature[][] = []
  for (let start = 0; start < features.length; start += 4) {
    fours.push([0, 1, 2, 3].flatMap((place) => features[start + place] ?? spare))
  }
  return { size: size + 512, features, fours }
}

/** The rows of a leaf, in order, with their gradients (times weight) and weights. */
export interface LeafRows {
  readonly rows: Uint32Array
  readonly gradients: Float64Array
  /** Absent when every row weighs 1. */
  readonly weights: Float64Array | undefined
}

export function fillHistogram(histogram: Histogram, plan: HistogramPlan, leaf: LeafRows): void {
  histogram.fill(0)
  for (const [a, b, c, d] of plan.fours) {
    if (a === undefined || b === undefined || c === undefined || d === undefined) continue
    if (leaf.weights === undefined) countFour(histogram, a, b, c, d, leaf.rows, leaf.gradients)
    else weighFour(histogram, a, b, c, d, leaf.rows, leaf.gradients, leaf.weights)
  }
}

/** Leaves in `whole` what it holds more than `part`. */
export function subtractHistogram(whole: Histogram, part: Histogram): void {
  for (let slot = 0; slot < whole.length; slot += 1) {
    whole[slot] = (whole[slot] ?? 0) - (part[slot] ?? 0)
  }
}

// The innermost loops, about nine tenths of the time of learning: unrolled by hand, and on arrays of
// one kind only, so that the compiled code stays specialised.
function countFour(
  histogram: Histogram,
  a: PlannedFeature,
  b: PlannedFeature,
  c: PlannedFeature,
  d: PlannedFeature,
  rows: Uint32Array,
  gradients: Float64Array,
): void {
  const binsA = a.bins
  const binsB = b.bins
  const binsC = c.bins
  const binsD = d.bins
  const fromA = a.offset
  const fromB = b.offset
  const fromC = c.offset
  const fromD = d.offset
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    const gradient = gradients[place] ?? 0
    let slot = fromA + 2 * (binsA[row] ?? 0)
    histogram[slot] = (histogram[slot] ?? 0) + gradient
    histogram[slot + 1] = (histogram[slot + 1] ?? 0) + 1
    slot = fromB + 2 * (binsB[row] ?? 0)
    histogram[slot] = (histogram[slot] ?? 0) + gradient
    histogram[slot + 1] = (histogram[slot + 1] ?? 0) + 1
    slot = fromC + 2 * (binsC[row] ?? 0)
    histogram[slot] = (histogram[slot] ?? 0) + gradient
    histogram[slot + 1] = (histogram[slot + 1] ?? 0) + 1
    slot = fromD + 2 * (binsD[row] ?? 0)
    histogram[slot] = (histogram[slot] ?? 0) + gradient
    histogram[slot + 1] = (histogram[slot + 1] ?? 0) + 1
  }
}

function weighFour(
  histogram: Histogram,
  a: PlannedFeature,
  b: PlannedFeature,
  c: PlannedFeature,
  d: PlannedFeature,
  rows: Uint32Array,
  gradients: Float64Array,
  weights: Float64Array,
): void {
  const binsA = a.bins
  const binsB = b.bins
  const binsC = c.bins
  const binsD = d.bins
  const fromA = a.offset
  const fromB = b.offset
  const fromC = c.offset
  const fromD = d.offset
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    const gradient = gradients[place] ?? 0
    const weight = weights[place] ?? 0
    let slot = fromA + 2 * (binsA[row] ?? 0)
    histogram[slot] = (histogram[slot] ?? 0) + gradient
    histogram[slot + 1] = (histogram[slot + 1] ?? 0) + weight
    slot = fromB + 2 * (binsB[row] ?? 0)
    histogram[slot] = (histogram[slot] ?? 0) + gradient
    histogram[slot + 1] = (histogram[slot + 1] ?? 0) + weight
    slot = fromC + 2 * (binsC[row] ?? 0)
    histogram[slot] = (histogram[slot] ?? 0) + gradient
    histogram[slot + 1] = (histogram[slot + 1] ?? 0) + weight
    slot = fromD + 2 * (binsD[row] ?? 0)
    histogram[slot] = (histogram[slot] ?? 0) + gradient
    histogram[slot + 1] = (histogram[slot + 1] ?? 0) + weight
  }
}
