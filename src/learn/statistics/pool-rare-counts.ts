/** The least that must be expected of a bin for the chi-square distribution to hold (Cochran). */
const leastExpected = 5

export interface PooledCounts {
  readonly reference: Float64Array
  readonly current: Float64Array
}

/**
 * Counts of two samples with the bins put together of which too little is expected for a chi-square test:
 * the rarest first, until 5 are expected in each sample. What is left may be a single bin.
 */
export function poolRareCounts(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): PooledCounts {
  const [first, second] = [Array.from(reference), Array.from(current)]
  const [n, m] = [sum(first), sum(second)]
  const share = Math.min(n, m) / (n + m)
  const bins = first
    .map((count, at) => ({ first: count, second: second[at] ?? 0 }))
    .filter((bin) => bin.first + bin.second > 0)
    .toSorted((a, b) => b.first + b.second - (a.first + a.second))
  const isRare = (bin: { first: number; second: number } | undefined) =>
    bin !== undefined && (bin.first + bin.second) * share < leastExpected
  while (bins.length > 1 && isRare(bins.at(-1))) {
    const [last, next] = [bins.pop(), bins.pop()]
    if (last === undefined || next === undefined) break
    const together = { first: last.first + next.first, second: last.second + next.second }
    // It takes its place among those that are sorted, so that the rarest stays last.
    const size = together.first + together.second
    const place = bins.findLastIndex((bin) => bin.first + bin.second >= size) + 1
    bins.splice(place, 0, together)
  }
  return {
    reference: Float64Array.from(bins, (bin) => bin.first),
    current: Float64Array.from(bins, (bin) => bin.second),
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
