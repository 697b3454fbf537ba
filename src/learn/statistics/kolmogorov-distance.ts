/** Below, sorting takes no longer. */
const fewValues = 20_000
const binCount = 16_384
const sampleSize = 2048

/**
 * The largest distance between the cumulative shares of two samples of finite numbers. Exact; of many values
 * in linear time: they are counted in narrow bins first, and only those are sorted that stand in bins
 * where the distance may be larger than at the edges of bins.
 */
export function kolmogorovDistance(first: Float64Array, second: Float64Array): number {
  const bins = first.length + second.length < fewValues ? undefined : placeBins(first, second)
  if (bins === undefined) return distanceOfSorted(first.toSorted(), second.toSorted())
  const [inFirst, inSecond] = [countIn(bins, first), countIn(bins, second)]
  const found = distanceAtEdges(inFirst, inSecond, first.length, second.length)
  const isOpen = new Uint8Array(binCount + 2)
  for (const { bin } of found.open) isOpen[bin] = 1
  const countOpen = (counts: Int32Array) =>
    found.open.reduce((sum, { bin }) => sum + (counts[bin] ?? 0), 0)
  const ownFirst = valuesIn(bins, first, isOpen, countOpen(inFirst)).toSorted()
  const ownSecond = valuesIn(bins, second, isOpen, countOpen(inSecond)).toSorted()
  let [largest, i, j] = [found.largest, 0, 0]
  for (const { bin, before } of found.open) {
    const [toI, toJ] = [i + (inFirst[bin] ?? 0), j + (inSecond[bin] ?? 0)]
    const a = ownFirst.subarray(i, toI)
    const b = ownSecond.subarray(j, toJ)
    largest = Math.max(largest, distanceWithin(a, b, before, first.length, second.length))
    ;[i, j] = [toI, toJ]
  }
  return largest
}

/** Of sorted samples. */
function distanceOfSorted(first: Float64Array, second: Float64Array): number {
  return distanceWithin(first, second, { i: 0, j: 0 }, first.length, second.length)
}

/** How many values of each sample come before. */
interface Before {
  readonly i: number
  readonly j: number
}

/** Of pieces of samples of `n` and `m` values. */
function distanceWithin(
  first: Float64Array,
  second: Float64Array,
  before: Before,
  n: number,
  m: number,
): number {
  let [i, j, largest] = [0, 0, 0]
  while (i < first.length || j < second.length) {
    const value = Math.min(first[i] ?? Infinity, second[j] ?? Infinity)
    while (i < first.length && first[i] === value) i += 1
    while (j < second.length && second[j] === value) j += 1
    largest = Math.max(largest, Math.abs((before.i + i) / n - (before.j + j) / m))
  }
  return largest
}

interface Bins {
  readonly low: number
  readonly scale: number
}

/** Equally wide bins over nearly all values; the first and the last hold what is outside. */
function placeBins(first: Float64Array, second: Float64Array): Bins | undefined {
  const sample = Float64Array.from([...thin(first), ...thin(second)]).toSorted()
  const edge = Math.floor(sample.length / 500)
  const low = sample[edge] ?? 0
  const scale = binCount / ((sample[sample.length - 1 - edge] ?? 0) - low)
  return Number.isFinite(scale) ? { low, scale } : undefined
}

function* thin(values: Float64Array): Generator<number> {
  const step = Math.max(1, Math.floor(values.length / sampleSize))
  for (let at = 0; at < values.length; at += step) yield values[at] ?? 0
}

function countIn({ low, scale }: Bins, values: Float64Array): Int32Array {
  const counts = new Int32Array(binCount + 2)
  for (let at = 0; at < values.length; at += 1) {
    const place = ((values[at] ?? 0) - low) * scale
    // Rounding keeps the order, so that bins never overlap.
    const bin = place < 0 ? 0 : place >= binCount ? binCount + 1 : (place | 0) + 1
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts
}

/** Those in open bins, of which there are so many. */
function valuesIn(
  { low, scale }: Bins,
  values: Float64Array,
  isOpen: Uint8Array,
  count: number,
): Float64Array {
  const found = new Float64Array(count)
  let next = 0
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0
    const place = (value - low) * scale
    const bin = place < 0 ? 0 : place >= binCount ? binCount + 1 : (place | 0) + 1
    if (isOpen[bin] === 1) {
      found[next] = value
      next += 1
    }
  }
  return found
}

interface OpenBin {
  readonly bin: number
  readonly before: Before
}

/** The largest distance at edges of bins, and the bins within which there may be a larger one. */
function distanceAtEdges(first: Int32Array, second: Int32Array, n: number, m: number) {
  let [i, j, largest] = [0, 0, 0]
  for (let bin = 0; bin < first.length; bin += 1) {
    i += first[bin] ?? 0
    j += second[bin] ?? 0
    largest = Math.max(largest, Math.abs(i / n - j / m))
  }
  const open: OpenBin[] = []
  ;[i, j] = [0, 0]
  for (let bin = 0; bin < first.length; bin += 1) {
    const [toI, toJ] = [i + (first[bin] ?? 0), j + (second[bin] ?? 0)]
    // Within a bin either sample may come first.
    if (Math.max(toI / n - j / m, toJ / m - i / n) > largest) open.push({ bin, before: { i, j } })
    ;[i, j] = [toI, toJ]
  }
  return { largest, open }
}
