import { symmetricEigen } from './symmetric-eigen.ts'
import { chiSquareTail } from './gamma-tail.ts'
import { quantileOf } from './quantile-of.ts'
import { finiteSample } from './sample.ts'
import type { TestResult } from './test-result.ts'

const frequencies = [0.4, 0.8]

/**
 * Whether two samples come from one distribution, by their characteristic functions: the test of Epps and
 * Singleton, as SciPy's `epps_singleton_2samp`; also of whole numbers. Undefined where half of all values
 * are equal, or a sample has fewer than five. Missing and infinite values are left out. Throws
 * `learn.emptySample`.
 */
export function eppsSingleton(
  reference: Float64Array,
  current: Float64Array,
): TestResult | undefined {
  const first = finiteSample(reference, 'reference')
  const second = finiteSample(current, 'current sample')
  const [n, m] = [first.length, second.length]
  const all = n + m
  const pooled = new Float64Array(all)
  pooled.set(first)
  pooled.set(second, n)
  pooled.sort()
  const sigma = (quantileOf(pooled, 0.75) - quantileOf(pooled, 0.25)) / 2
  if (!(sigma > 0) || Math.min(n, m) < 5) return undefined
  const [a, b] = [wavesOf(first, sigma), wavesOf(second, sigma)]
  const covariance = a.covariance.map((row, i) =>
    row.map((value, j) => (all / n) * value + (all / m) * (b.covariance[i]?.[j] ?? 0)),
  )
  const apart = a.means.map((mean, at) => mean - (b.means[at] ?? 0))
  const { squares, rank } = normalise(covariance, apart)
  const isSmall = Math.max(n, m) < 25
  const correction = isSmall ? 1 / (1 + all ** -0.45 + 10.1 * (n ** -1.7 + m ** -1.7)) : 1
  const statistic = all * squares * correction
  return { statistic, pValue: chiSquareTail(statistic, rank) }
}

/** Means of cos and sin of the scaled values at each frequency, and their covariance (by n). */
function wavesOf(values: Float64Array, sigma: number) {
  const waves = [Math.cos, Math.sin].flatMap((wave) =>
    frequencies.map((t) => values.map((value) => wave((t / sigma) * value))),
  )
  const means = waves.map((wave) => wave.reduce((sum, value) => sum + value, 0) / wave.length)
  const covariance = waves.map((one, i) =>
    waves.map((other, j) => {
      let sum = 0
      for (const [at, value] of one.entries()) {
        sum += (value - (means[i] ?? 0)) * ((other[at] ?? 0) - (means[j] ?? 0))
      }
      return sum / values.length
    }),
  )
  return { means, covariance }
}

/** apartᵀ · covariance⁺ · apart, and the rank, with NumPy's bound for what counts as none. */
function normalise(covariance: readonly (readonly number[])[], apart: readonly number[]) {
  const { values, vectors } = symmetricEigen(covariance)
  const least = 1e-15 * Math.max(...values)
  let [squares, rank] = [0, 0]
  for (const [at, value] of values.entries()) {
    if (!(value > least)) continue
    const along = apart.reduce((sum, each, row) => sum + each * (vectors[at]?.[row] ?? 0), 0)
    squares += (along * along) / value
    rank += 1
  }
  return { squares, rank }
}
