import type { BinMatrix } from './bin-matrix.ts'
import { addSums, subtractSums, sumBins, unpack, type Histogram, type Sums } from './histogram.ts'
import { slotsOfFeature } from './kernels/count-bins.ts'
import { cutBytes, cutPlaces } from './kernels/scan-bins.ts'
import type { Packing } from './pack-gradients.ts'

export interface Split {
  readonly feature: number
  /** The last bin of values that goes left. */
  readonly bin: number
  /** Where categories are parted: the bins that go left. */
  readonly set?: readonly number[]
  readonly missingLeft: boolean
  readonly gain: number
  readonly left: Sums
  readonly right: Sums
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

/** Whether kernels may search, which know of no l1 and no directions. */
export function isPlain({ l1, directions }: SplitRules): boolean {
  return l1 === 0 && directions === undefined
}

export interface Search {
  readonly histogram: Histogram
  readonly packing: Packing
  readonly features: BinMatrix['features']
  /** Numbers of the features to choose from. */
  readonly chosen: readonly number[]
  readonly whole: Sums
  readonly bounds: Bounds
  readonly rules: SplitRules
  /** What kernels found of each feature, where they have searched. */
  readonly cuts: Float64Array | undefined
}

/** What a split must score more than. */
export function leastScore(rules: SplitRules, bounds: Bounds, whole: Sums): number {
  return rules.minGain + scoreOf(rules, bounds, whole.gradient, whole.weight)
}

/**
 * The split with the most gain: G²/(H + l2) of both sides less that of the whole, where G sums the
 * gradients and H the weights (Chen & Guestrin 2016, equation 7). Undefined when none is allowed.
 */
export function findSplit(search: Search): Split | undefined {
  const { rules, whole, bounds, cuts } = search
  const least = leastScore(rules, bounds, whole)
  const best: Candidate = { score: least, feature: -1, bin: 0, missingLeft: false }
  for (const feature of search.chosen) {
    if (search.features[feature]?.categoryCount !== undefined) scanSets(search, feature, best)
    else if (cuts === undefined) scanFeature(search, feature, best)
    else takeCut(cuts, feature, best)
  }
  return best.feature < 0 ? undefined : toSplit(search, best, best.score - least + rules.minGain)
}

/** The best cut so far. */
interface Candidate {
  score: number
  feature: number
  bin: number
  missingLeft: boolean
  set?: readonly number[] | undefined
}

function takeCut(cuts: Float64Array, feature: number, best: Candidate): void {
  const at = (feature * cutBytes) / 8
  const score = cuts[at + cutPlaces.score / 8] ?? 0
  const bin = cuts[at + cutPlaces.bin / 8] ?? -1
  if (bin < 0 || score <= best.score) return
  const missingLeft = cuts[at + cutPlaces.missingLeft / 8] === 1
  Object.assign(best, { score, feature, bin, missingLeft, set: undefined })
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

/** With answers that l1 shortens, or that must stay between bounds and in their order. */
function scanFeature(search: Search, feature: number, best: Candidate): void {
  const { histogram, features, packing } = search
  const missingBin = features[feature]?.missingBin ?? 0
  const slot = (feature * slotsOfFeature + missingBin) * (packing.isPair ? 2 : 1)
  if (histogram.values[slot] === 0) {
    scanSide(search, feature, false, missingBin - 1, best)
    return
  }
  // With missing values on the right, even all known values may go left.
  scanSide(search, feature, false, missingBin, best)
  scanSide(search, feature, true, missingBin - 1, best)
}

/** Tries to cut after each bin below `end`, with the missing values on the side that is said. */
function scanSide(
  search: Search,
  feature: number,
  missingLeft: boolean,
  end: number,
  best: Candidate,
): void {
  const { histogram, features, whole, rules, bounds, packing } = search
  const { values } = histogram
  const direction = rules.directions?.[feature] ?? 0
  const step = packing.isPair ? 2 : 1
  const offset = feature * slotsOfFeature
  const missingSlot = (offset + (features[feature]?.missingBin ?? 0)) * step
  let sum = missingLeft ? (values[missingSlot] ?? 0) : 0
  let weighed = missingLeft ? (values[missingSlot + 1] ?? 0) : 0
  for (let bin = 0; bin < end; bin += 1) {
    const slot = (offset + bin) * step
    sum += values[slot] ?? 0
    weighed += values[slot + 1] ?? 0
    const left = unpack(packing, sum, weighed)
    const right = subtractSums(whole, left)
    if (left.count < rules.minLeafRows || right.count < rules.minLeafRows) continue
    if (left.weight < rules.minLeafWeight || right.weight < rules.minLeafWeight) continue
    const score =
      scoreOf(rules, bounds, left.gradient, left.weight) +
      scoreOf(rules, bounds, right.gradient, right.weight)
    if (score <= best.score) continue
    const low = answerOf(rules, bounds, left.gradient, left.weight)
    const high = answerOf(rules, bounds, right.gradient, right.weight)
    if ((high - low) * direction < 0) continue
    Object.assign(best, { score, feature, bin, missingLeft, set: undefined })
  }
}

/** Of fewer rows a category says too little to be put on a side of its own. */
const fewRows = 10

/**
 * Parts categories in the order of their gradients by what they weigh, where the best two sets are neighbours (Fisher
 * 1958), from both ends up to the middle. Missing values are a category too; those of few rows stay on the right.
 */
function scanSets(search: Search, feature: number, best: Candidate): void {
  const { histogram, features, packing, rules, whole, bounds } = search
  const missingBin = features[feature]?.missingBin ?? 0
  const least = Math.min(fewRows, rules.minLeafRows)
  const known = Array.from({ length: missingBin + 1 }, (_, bin) => ({
    bin,
    sums: sumBins(histogram, packing, feature, [bin]),
  })).filter(({ sums }) => sums.count >= least)
  const slope = ({ gradient, weight }: Sums) => gradient / (weight + fewRows)
  const ordered = known.toSorted((one, other) => slope(one.sums) - slope(other.sums))
  const half = Math.ceil(ordered.length / 2)
  for (const way of [ordered, ordered.toReversed()]) {
    let left: Sums = { count: 0, gradient: 0, weight: 0 }
    for (const [place, { sums }] of way.slice(0, half).entries()) {
      left = addSums(left, sums)
      const right = subtractSums(whole, left)
      if (left.count < rules.minLeafRows || left.weight < rules.minLeafWeight) continue
      if (right.count < rules.minLeafRows || right.weight < rules.minLeafWeight) break
      const score =
        scoreOf(rules, bounds, left.gradient, left.weight) +
        scoreOf(rules, bounds, right.gradient, right.weight)
      if (score <= best.score) continue
      const bins = way.slice(0, place + 1).map(({ bin }) => bin)
      const missingLeft = bins.includes(missingBin)
      const set = bins.filter((bin) => bin !== missingBin)
      Object.assign(best, { score, feature, bin: 0, missingLeft, set })
    }
  }
}

function toSplit(search: Search, best: Candidate, gain: number): Split {
  const { whole } = search
  const { feature, bin, missingLeft, set } = best
  const told = set === undefined ? readCut(search, feature) : undefined
  const { left, sawMissing } = told ?? sumCut(search, best)
  const right = subtractSums(whole, left)
  // A leaf that never saw the value missing sends it where most of its rows go.
  const goesLeft = sawMissing ? missingLeft : left.count >= right.count
  return { feature, bin, gain, missingLeft: goesLeft, left, right, ...(set && { set }) }
}

interface CutSums {
  readonly left: Sums
  readonly sawMissing: boolean
}

/** What kernels have told, where they have searched. */
function readCut({ cuts, packing }: Search, feature: number): CutSums | undefined {
  if (cuts === undefined) return undefined
  const read = (place: keyof typeof cutPlaces) =>
    cuts[(feature * cutBytes + cutPlaces[place]) / 8] ?? 0
  const left = unpack(packing, read('sum'), read('weighed'))
  return { left, sawMissing: read('missing') !== 0 }
}

function sumCut({ histogram, features, packing }: Search, best: Candidate): CutSums {
  const { feature, bin, missingLeft, set } = best
  const missingBin = features[feature]?.missingBin ?? 0
  const bins = set ?? Array.from({ length: Math.min(bin + 1, missingBin) }, (_, own) => own)
  const left = sumBins(histogram, packing, feature, missingLeft ? [...bins, missingBin] : bins)
  const sawMissing = sumBins(histogram, packing, feature, [missingBin]).count > 0
  return { left, sawMissing }
}
