import { normalCdf } from './gamma-tail.ts'
import { pooledRanks } from './pooled-ranks.ts'
import { sortedSample } from './sample.ts'
import type { TestResult } from './test-result.ts'

/** SciPy's `auto`: exact where there are no ties and a sample is no larger. */
const largestExact = 8

/**
 * Whether values of one sample tend to be larger than those of the other: the Mann–Whitney test, as SciPy's
 * `mannwhitneyu`; `less` asks only whether the reference is below. Missing and infinite values are left
 * out. Throws `learn.emptySample`.
 */
export function mannWhitney(
  reference: Float64Array,
  current: Float64Array,
  alternative: 'twoSided' | 'less' = 'twoSided',
): TestResult {
  const first = sortedSample(reference, 'reference')
  const second = sortedSample(current, 'current sample')
  const [n, m] = [first.length, second.length]
  const ranks = pooledRanks(first, second)
  const statistic = ranks.first.reduce((sum, rank) => sum + rank, 0) - (n * (n + 1)) / 2
  const other = n * m - statistic
  const [u, factor] =
    alternative === 'less' ? ([other, 1] as const) : ([Math.max(statistic, other), 2] as const)
  const isExact = ranks.ties === 0 && Math.min(n, m) <= largestExact
  const tail = isExact ? exactTail(u, n, m) : normalTail(u, n, m, ranks.ties)
  return { statistic, pValue: Math.min(factor * tail, 1) }
}

function normalTail(u: number, n: number, m: number, ties: number): number {
  const all = n + m
  const deviation = Math.sqrt(((n * m) / 12) * (all + 1 - ties / (all * (all - 1))))
  // Nothing but equal values.
  if (!(deviation > 0)) return 1
  return normalCdf(-(u - (n * m) / 2 - 0.5) / deviation)
}

/** The share of orders with a statistic of at least `u`: counted by adding one value after the other. */
function exactTail(u: number, n: number, m: number): number {
  const few = Math.min(n, m)
  const many = Math.max(n, m)
  // Ways to choose `few` of the places 1 … all by the sum of the values before them.
  let ways = Array.from({ length: few + 1 }, () => new Float64Array(n * m + 1))
  ways[0]?.fill(1, 0, 1)
  for (let place = 0; place < few + many; place += 1) {
    ways = ways.map((own, chosen) => {
      const before = ways[chosen - 1]
      const larger = place - chosen + 1
      if (before === undefined || larger < 0 || larger > many) return own
      return own.map((count, sum) => count + (before[sum - larger] ?? 0))
    })
  }
  const counts = ways[few] ?? new Float64Array(0)
  const all = counts.reduce((sum, count) => sum + count, 0)
  return counts.reduce((sum, count, at) => (at >= u ? sum + count : sum), 0) / all
}
