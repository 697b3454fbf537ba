import { stepsOf } from '../spell-sets.ts'
import type { Tree } from '../tree.ts'

/** The thresholds at which trees ask for one feature, and how the place of a number among them is found at once. */
export interface ThresholdPlaces {
  readonly feature: number
  /** Whether nodes part it into sets. Then `missingCategory` stands for a missing value, and has place 0. */
  readonly isParted: boolean
  /** In order, each once, with one behind them that no number is above. */
  readonly thresholds: Float32Array
  /** A number's bucket is `(number − low) · scale`, rounded, from 0 up to `last`; all of it in 32 bits. */
  readonly low: number
  readonly scale: number
  readonly last: number
  /** Of each bucket how many thresholds lie in buckets before it. */
  readonly starts: Uint16Array
}

/** A place is a byte. */
const mostThresholds = 255
const bucketsOfThreshold = 4

/** Of each feature that is asked for; undefined where one has more thresholds than a byte can count. */
export function thresholdPlaces(trees: readonly Tree[]): readonly ThresholdPlaces[] | undefined {
  const parted = partedFeatures(trees)
  const found = new Map<number, Set<number>>()
  for (const tree of trees) {
    for (const [node, own] of tree.feature.entries()) {
      if (own < 0) continue
      const known = found.get(own) ?? new Set(parted.has(own) ? [missingCategory + 0.5] : [])
      for (const threshold of thresholdsOf(tree, node)) known.add(threshold)
      found.set(own, known)
    }
  }
  const features = [...found].toSorted(([a], [b]) => a - b)
  if (features.some(([, known]) => known.size > mostThresholds || !isFinite(known)))
    return undefined
  return features.map(([feature, known]) => {
    const thresholds = Float32Array.from(known).toSorted()
    return { ...placesOf(feature, thresholds), isParted: parted.has(feature) }
  })
}

/** What stands for a category that is missing, where others are numbered from 0 on. */
export const missingCategory = -1

function partedFeatures(trees: readonly Tree[]): ReadonlySet<number> {
  return new Set(
    trees.flatMap(({ feature, sets = {} }) =>
      Object.keys(sets).map((node) => feature[Number(node)] ?? -1),
    ),
  )
}

/** Between two of them all values go the same way from a node. */
function thresholdsOf({ threshold, sets }: Tree, node: number): readonly number[] {
  const set = sets?.[node]
  return set === undefined
    ? [Math.fround(threshold[node] ?? 0)]
    : stepsOf(set).map((step) => step.threshold)
}

/** Of each place of a parted feature, by bits, whether it goes left from a node. */
export function leftPlaces(known: ThresholdPlaces, tree: Tree, node: number): Uint8Array {
  const set = tree.sets?.[node]
  const last = set === undefined ? placeOf(known, tree.threshold[node] ?? 0) : -1
  const own = new Set(set)
  const bits = new Uint8Array(32)
  for (const [place, threshold] of known.thresholds.entries()) {
    // The last category before the threshold, if there is one.
    const goesLeft = own.has(Math.floor(threshold)) || place <= last
    const isLeft = place === 0 ? tree.missingLeft[node] === 1 : goesLeft
    if (isLeft) bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7))
  }
  return bits
}

function isFinite(thresholds: ReadonlySet<number>): boolean {
  return [...thresholds].every(Number.isFinite)
}

/** How many of the thresholds a number is above. */
export function placeOf(
  { thresholds }: Pick<ThresholdPlaces, 'thresholds'>,
  value: number,
): number {
  return thresholds.findIndex((threshold) => !(value > threshold))
}

function placesOf(feature: number, thresholds: Float32Array): Omit<ThresholdPlaces, 'isParted'> {
  const [low = 0] = thresholds
  const last = bucketsOfThreshold * thresholds.length
  const span = Math.fround((thresholds.at(-1) ?? 0) - low)
  const scale = span > 0 ? Math.fround(last / span) : 0
  // Spans of less than all digits, or of more than all numbers, have one bucket.
  const own = { low, scale: Number.isFinite(scale) ? scale : 0, last }
  const starts = new Uint16Array(last + 1)
  for (const [place, threshold] of thresholds.entries()) {
    starts.fill(place + 1, bucketOf(own, threshold) + 1)
  }
  const closed = Float32Array.from([...thresholds, Number.POSITIVE_INFINITY])
  return { feature, thresholds: closed, ...own, starts }
}

type Buckets = Pick<ThresholdPlaces, 'low' | 'scale' | 'last'>

/** Step by step as the kernel does it: what is above is never in a bucket before. */
function bucketOf({ low, scale, last }: Buckets, value: number): number {
  const scaled = Math.fround(Math.fround(value - low) * scale)
  const bounded = Math.min(last, Math.max(0, scaled))
  return Math.fround(bounded + wholeFrom) - wholeFrom
}

/** From here on numbers of 32 bits are whole: what is added to it is rounded, and stands in its last digits. */
export const wholeFrom = 2 ** 23
