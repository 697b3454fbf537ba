import { finiteSample } from './sample.ts'

/** The shares of two samples in the same bins. */
export interface BinnedShares {
  readonly reference: Float64Array
  readonly current: Float64Array
}

/** With no more distinct values than this in the reference, each value is a bin of its own. */
const mostOwnBins = 20

/**
 * Puts two samples of numbers into the same bins, by Evidently's rule: Sturges's number of equally wide
 * bins over both together, or one bin for each value where the reference has at most 20 different
 * ones. Missing and infinite values are left out. Throws `learn.emptySample`.
 */
export function binNumbers(
  reference: Float64Array,
  current: Float64Array,
  options: { readonly whole?: boolean } = {},
): BinnedShares {
  const first = finiteSample(reference, 'reference')
  const second = finiteSample(current, 'current sample')
  if (hasFewValues(first)) return binByValue(first, second)
  const edges = sturgesEdges(first, second, options.whole ?? false)
  return { reference: sharesIn(edges, first), current: sharesIn(edges, second) }
}

/**
 * As `binNumbers`, but with as many bins as Sturges's rule has for the different values, whatever there is of
 * each: so Evidently bins for the Hellinger distance.
 */
export function binDistinctNumbers(
  reference: Float64Array,
  current: Float64Array,
  options: { readonly whole?: boolean } = {},
): BinnedShares {
  const first = finiteSample(reference, 'reference')
  const second = finiteSample(current, 'current sample')
  const distinct = new Set(first)
  for (const value of second) distinct.add(value)
  const edges = sturgesEdges(
    Float64Array.from(distinct),
    new Float64Array(0),
    options.whole ?? false,
  )
  return { reference: sharesIn(edges, first), current: sharesIn(edges, second) }
}

/** The shares of each category of either sample. Throws `learn.emptySample`. */
export function binCategories(
  reference: readonly string[],
  current: readonly string[],
): BinnedShares & { readonly categories: readonly string[] } {
  const { categories, ...counts } = countCategories(reference, current)
  return {
    categories,
    reference: counts.reference.map((count) => count / reference.length),
    current: counts.current.map((count) => count / current.length),
  }
}

/** How often each category of either sample stands in each, in the order of their first occurrence. */
export function countCategories(
  reference: readonly string[],
  current: readonly string[],
): BinnedShares & { readonly categories: readonly string[] } {
  const places = new Map<string, number>()
  for (const value of [...reference, ...current]) {
    if (!places.has(value)) places.set(value, places.size)
  }
  const countsOf = (values: readonly string[]) => {
    const counts = new Float64Array(places.size)
    for (const value of values) {
      const at = places.get(value) ?? 0
      counts[at] = (counts[at] ?? 0) + 1
    }
    return counts
  }
  return {
    categories: [...places.keys()],
    reference: countsOf(reference),
    current: countsOf(current),
  }
}

function hasFewValues(values: Float64Array): boolean {
  const found = new Set<number>()
  for (const value of values) {
    found.add(value)
    if (found.size > mostOwnBins) return false
  }
  return true
}

function binByValue(first: Float64Array, second: Float64Array): BinnedShares {
  const places = new Map<number, number>()
  for (const values of [first, second]) {
    for (const value of values) if (!places.has(value)) places.set(value, places.size)
  }
  const sharesOf = (values: Float64Array) => {
    const counts = new Float64Array(places.size)
    for (const value of values) {
      const at = places.get(value) ?? 0
      counts[at] = (counts[at] ?? 0) + 1
    }
    return counts.map((count) => count / values.length)
  }
  return { reference: sharesOf(first), current: sharesOf(second) }
}

/** NumPy's `histogram_bin_edges(…, 'sturges')` of both samples together. */
function sturgesEdges(first: Float64Array, second: Float64Array, whole: boolean): Float64Array {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const values of [first, second]) {
    for (const value of values) {
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  const ideal = (high - low) / (Math.log2(first.length + second.length) + 1)
  // A bin of whole numbers narrower than 1 would stay empty.
  const width = whole && ideal < 1 ? 1 : ideal
  const count = Math.max(Math.ceil((high - low) / width), 1)
  const step = (high - low) / count
  return Float64Array.from({ length: count + 1 }, (_, at) =>
    at === count ? high : at * step + low,
  )
}

/** The share of values in each bin; a bin holds its lower edge, the last one its upper edge too. */
function sharesIn(edges: Float64Array, values: Float64Array): Float64Array {
  const count = edges.length - 1
  const [low, high] = [edges[0] ?? 0, edges[count] ?? 0]
  const counts = new Float64Array(count)
  for (const value of values) {
    let bin = Math.min(Math.floor(((value - low) / (high - low)) * count), count - 1)
    // The quotient is rounded; the edges decide.
    if (value < (edges[bin] ?? low)) bin -= 1
    else if (bin < count - 1 && value >= (edges[bin + 1] ?? high)) bin += 1
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts.map((found) => found / values.length)
}
