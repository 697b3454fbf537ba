import type { Histogram, PlannedFeature } from './histogram.ts'

export interface Split {
  readonly feature: PlannedFeature
  /** The last bin of values that goes left. */
  readonly bin: number
  readonly missingLeft: boolean
  readonly gain: number
  readonly left: Sums
  readonly right: Sums
}

/** Sums over the rows of a leaf. */
export interface Sums {
  readonly gradient: number
  readonly weight: number
}

export interface SplitRules {
  readonly l2: number
  readonly minLeafRows: number
  /** Splits that gain no more than this are noise of rounding. */
  readonly minGain: number
}

/** Below this, a weight is what rounding left of a difference of sums. */
const noWeight = 1e-9

/**
 * The split with the most gain: G²/(H + l2) of both sides less that of the whole, where G sums the
 * gradients and H the weights (Chen & Guestrin 2016, equation 7). Undefined when none is allowed.
 */
export function findSplit(
  histogram: Histogram,
  features: readonly PlannedFeature[],
  whole: Sums,
  rules: SplitRules,
): Split | undefined {
  let best: Candidate = { ...noCandidate, gain: rules.minGain }
  let bestFeature: PlannedFeature | undefined
  for (const feature of features) {
    const found = scanFeature(histogram, feature, whole, rules, best)
    if (found === best) continue
    best = found
    bestFeature = feature
  }
  return bestFeature === undefined ? undefined : toSplit(bestFeature, best, histogram, whole)
}

interface Candidate {
  readonly gain: number
  readonly bin: number
  readonly missingLeft: boolean
  readonly gradient: number
  readonly weight: number
}

const noCandidate: Candidate = { gain: 0, bin: -1, missingLeft: false, gradient: 0, weight: 0 }

function scanFeature(
  histogram: Histogram,
  feature: PlannedFeature,
  whole: Sums,
  rules: SplitRules,
  best: Candidate,
): Candidate {
  const missing = sumsAt(histogram, feature, feature.missingBin)
  const last = feature.missingBin - 1
  if (missing.weight <= noWeight) {
    return scanSide(histogram, feature, nothing, last, whole, rules, best)
  }
  // With missing values on the right, even all known values may go left.
  const right = scanSide(histogram, feature, nothing, last + 1, whole, rules, best)
  return scanSide(histogram, feature, missing, last, whole, rules, right)
}

const nothing: Sums = { gradient: 0, weight: 0 }

/** Tries to cut after each bin below `end`, with `start` (missing values or nothing) on the left. */
function scanSide(
  histogram: Histogram,
  feature: PlannedFeature,
  start: Sums,
  end: number,
  whole: Sums,
  rules: SplitRules,
  best: Candidate,
): Candidate {
  const { l2 } = rules
  const minWeight = rules.minLeafRows - noWeight
  const wholeGradient = whole.gradient
  const wholeWeight = whole.weight
  const wholeScore = (wholeGradient * wholeGradient) / (wholeWeight + l2)
  let bestBin = -1
  let bestScore = best.gain + wholeScore
  let bestGradient = 0
  let bestWeight = 0
  let gradient = start.gradient
  let weight = start.weight
  for (let bin = 0; bin < end; bin += 1) {
    const slot = feature.offset + 2 * bin
    gradient += histogram[slot] ?? 0
    weight += histogram[slot + 1] ?? 0
    if (weight < minWeight) continue
    const restWeight = wholeWeight - weight
    if (restWeight < minWeight) break
    const rest = wholeGradient - gradient
    const score = (gradient * gradient) / (weight + l2) + (rest * rest) / (restWeight + l2)
    if (score > bestScore) {
      bestScore = score
      bestBin = bin
      bestGradient = gradient
      bestWeight = weight
    }
  }
  if (bestBin < 0) return best
  return {
    gain: bestScore - wholeScore,
    bin: bestBin,
    missingLeft: start !== nothing,
    gradient: bestGradient,
    weight: bestWeight,
  }
}

function sumsAt(histogram: Histogram, { offset }: PlannedFeature, bin: number): Sums {
  const slot = offset + 2 * bin
  return { gradient: histogram[slot] ?? 0, weight: histogram[slot + 1] ?? 0 }
}

function toSplit(
  feature: PlannedFeature,
  { bin, gain, gradient, weight, missingLeft }: Candidate,
  histogram: Histogram,
  whole: Sums,
): Split {
  const right = { gradient: whole.gradient - gradient, weight: whole.weight - weight }
  // A leaf that never saw the value missing sends it where most of its rows go.
  const sawMissing = sumsAt(histogram, feature, feature.missingBin).weight > noWeight
  return {
    feature,
    bin,
    gain,
    missingLeft: sawMissing ? missingLeft : weight >= right.weight,
    left: { gradient, weight },
    right,
  }
}
