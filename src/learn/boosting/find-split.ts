import type { BinnedFeature } from '../trees/bin-features.ts'
import { slotsOfFeature, type Histogram } from './histogram.ts'

export interface Split {
  readonly feature: number
  /** The last bin of values that goes left. */
  readonly bin: number
  readonly missingLeft: boolean
  readonly gain: number
  readonly left: Sums
  readonly right: Sums
}

/** Sums over the rows of a leaf. */
export interface Sums {
  readonly count: number
  readonly gradient: number
  readonly weight: number
}

/** Between which values the answer of a leaf must be. */
export interface Bounds {
  readonly low: number
  readonly high: number
}

export const noBounds: Bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }

export interface SplitRules {
  readonly l1: number
  readonly l2: number
  readonly minLeafRows: number
  readonly minLeafWeight: number
  /** Splits that gain no more than this are noise of rounding. */
  readonly minGain: number
  /** By feature 1 where the answer may only rise with it, −1 where it may only fall. */
  readonly directions: Int8Array | undefined
}

/** What a histogram's slots hold: see `PackedGradients`. */
export interface Packing {
  readonly one: number
  readonly unit: number
  /** Whether rows weigh, and the second half of the slots tells how much. */
  readonly hasWeights: boolean
}

export interface Search {
  readonly histogram: Histogram
  readonly packing: Packing
  readonly features: readonly BinnedFeature[]
  /** Numbers of the features to choose from. */
  readonly chosen: readonly number[]
  readonly whole: Sums
  readonly bounds: Bounds
  readonly rules: SplitRules
}

/**
 * The split with the most gain: G²/(H + l2) of both sides less that of the whole, where G sums the
 * gradients and H the weights (Chen & Guestrin 2016, equation 7). Undefined when none is allowed.
 */
export function findSplit(search: Search): Split | undefined {
  const { rules, whole, bounds } = search
  const before = scoreOf(rules, bounds, whole.gradient, whole.weight)
  const best: Candidate = { score: rules.minGain + before, feature: -1, bin: 0, missingLeft: false }
  for (const feature of search.chosen) scanFeature(search, feature, best)
  return best.feature < 0 ? undefined : toSplit(search, best, best.score - before)
}

/** The best cut so far. */
interface Candidate {
  score: number
  feature: number
  bin: number
  missingLeft: boolean
}

/** What a leaf of these sums would answer. */
export function answerOf(
  { l1, l2 }: Pick<SplitRules, 'l1' | 'l2'>,
  { low, high }: Bounds,
  gradient: number,
  weight: number,
): number {
  const pull = l1 === 0 ? gradient : Math.sign(gradient) * Math.max(0, Math.abs(gradient) - l1)
  // JSON has no −0.
  return Math.min(high, Math.max(low, 0 - pull / (weight + l2)))
}

/** How much a leaf of these sums lowers the loss, twice. */
function scoreOf(rules: SplitRules, bounds: Bounds, gradient: number, weight: number): number {
  const answer = answerOf(rules, bounds, gradient, weight)
  const { l1, l2 } = rules
  return -(2 * gradient * answer + (weight + l2) * answer * answer + 2 * l1 * Math.abs(answer))
}

function scanFeature(search: Search, feature: number, best: Candidate): void {
  const { histogram, features } = search
  const missingBin = features[feature]?.missingBin ?? 0
  const isPlain = search.rules.l1 === 0 && search.rules.directions === undefined
  const scan = isPlain ? scanPlain : scanBound
  const missing = histogram[feature * slotsOfFeature + missingBin] ?? 0
  if (missing === 0) {
    scan(search, feature, false, missingBin - 1, best)
    return
  }
  // With missing values on the right, even all known values may go left.
  scan(search, feature, false, missingBin, best)
  scan(search, feature, true, missingBin - 1, best)
}

/** Tries to cut after each bin below `end`, with the missing values on the side that is said. */
function scanPlain(
  search: Search,
  feature: number,
  missingLeft: boolean,
  end: number,
  best: Candidate,
): void {
  const { histogram, packing, features, whole, rules } = search
  const { one, unit, hasWeights } = packing
  const { l2, minLeafRows, minLeafWeight } = rules
  const perOne = 1 / one
  const offset = feature * slotsOfFeature
  const half = histogram.length / 2
  const missingSlot = offset + (features[feature]?.missingBin ?? 0)
  let sum = missingLeft ? (histogram[missingSlot] ?? 0) : 0
  let weight = missingLeft && hasWeights ? (histogram[half + missingSlot] ?? 0) : 0
  let bestScore = best.score
  let bestBin = -1
  for (let bin = 0; bin < end; bin += 1) {
    sum += histogram[offset + bin] ?? 0
    const count = Math.floor(sum * perOne + 0.5)
    if (hasWeights) weight += histogram[half + offset + bin] ?? 0
    if (count < minLeafRows) continue
    if (whole.count - count < minLeafRows) break
    const gradient = (sum - count * one) * unit
    const ownWeight = hasWeights ? weight : count
    const restWeight = whole.weight - ownWeight
    if (ownWeight < minLeafWeight || restWeight < minLeafWeight) continue
    const rest = whole.gradient - gradient
    const score = (gradient * gradient) / (ownWeight + l2) + (rest * rest) / (restWeight + l2)
    if (score > bestScore) {
      bestScore = score
      bestBin = bin
    }
  }
  if (bestBin < 0) return
  best.score = bestScore
  best.feature = feature
  best.bin = bestBin
  best.missingLeft = missingLeft
}

/** The same with answers that l1 shortens, or that must stay between bounds and in their order. */
function scanBound(
  search: Search,
  feature: number,
  missingLeft: boolean,
  end: number,
  best: Candidate,
): void {
  const { histogram, features, whole, rules, bounds } = search
  const direction = rules.directions?.[feature] ?? 0
  const offset = feature * slotsOfFeature
  const half = histogram.length / 2
  const missingSlot = offset + (features[feature]?.missingBin ?? 0)
  let sum = missingLeft ? (histogram[missingSlot] ?? 0) : 0
  let weight = missingLeft ? (histogram[half + missingSlot] ?? 0) : 0
  for (let bin = 0; bin < end; bin += 1) {
    sum += histogram[offset + bin] ?? 0
    weight += histogram[half + offset + bin] ?? 0
    const left = unpack(search.packing, sum, weight)
    const right = subtract(whole, left)
    if (left.count < rules.minLeafRows || right.count < rules.minLeafRows) continue
    if (left.weight < rules.minLeafWeight || right.weight < rules.minLeafWeight) continue
    const score =
      scoreOf(rules, bounds, left.gradient, left.weight) +
      scoreOf(rules, bounds, right.gradient, right.weight)
    if (score <= best.score) continue
    const low = answerOf(rules, bounds, left.gradient, left.weight)
    const high = answerOf(rules, bounds, right.gradient, right.weight)
    if ((high - low) * direction >= 0) Object.assign(best, { score, feature, bin, missingLeft })
  }
}

function unpack({ one, unit, hasWeights }: Packing, sum: number, weight: number): Sums {
  const count = Math.floor(sum / one + 0.5)
  return { count, gradient: (sum - count * one) * unit, weight: hasWeights ? weight : count }
}

function subtract(whole: Sums, part: Sums): Sums {
  return {
    count: whole.count - part.count,
    gradient: whole.gradient - part.gradient,
    weight: whole.weight - part.weight,
  }
}

/** The sums of all bins up to this one. */
function sumTo(search: Search, feature: number, last: number, missingLeft: boolean): Sums {
  const { histogram, packing, features } = search
  const offset = feature * slotsOfFeature
  const half = histogram.length / 2
  const missingSlot = offset + (features[feature]?.missingBin ?? 0)
  let sum = missingLeft ? (histogram[missingSlot] ?? 0) : 0
  let weight = missingLeft ? (histogram[half + missingSlot] ?? 0) : 0
  for (let slot = offset; slot <= offset + last; slot += 1) {
    if (slot === missingSlot) break
    sum += histogram[slot] ?? 0
    weight += histogram[half + slot] ?? 0
  }
  return unpack(packing, sum, weight)
}

function toSplit(search: Search, best: Candidate, gain: number): Split {
  const { histogram, features, whole } = search
  const { feature, bin, missingLeft } = best
  const left = sumTo(search, feature, bin, missingLeft)
  const right = subtract(whole, left)
  const slot = feature * slotsOfFeature + (features[feature]?.missingBin ?? 0)
  // A leaf that never saw the value missing sends it where most of its rows go.
  const sawMissing = (histogram[slot] ?? 0) !== 0
  const goesLeft = sawMissing ? missingLeft : left.count >= right.count
  return { feature, bin, gain, missingLeft: goesLeft, left, right }
}
