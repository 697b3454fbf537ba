import { deviance, stirlingError } from './log-gamma.ts'

/** SciPy stops summing here too, and takes the limit. */
const mostSummed = 1_000_000

/**
 * The chance that the one-sided Kolmogorov–Smirnov statistic of `n` values is at least `x`:
 * x Σ C(n, j) (x + j/n)^(j−1) (1 − x − j/n)^(n−j) over j ≤ n (1 − x). Takes time in proportion to n.
 */
export function smirnovTail(n: number, x: number): number {
  if (x <= 0) return 1
  if (x >= 1) return 0
  if (n > mostSummed) return Math.exp(-((6 * n * x + 1) ** 2) / 18 / n)
  let sum = (1 - x) ** n
  const last = Math.min(Math.floor(n * (1 - x)), n - 1)
  const ofAll = stirlingError(n)
  for (let j = 1; j <= last; j += 1) {
    const share = x + j / n
    const rest = 1 - share
    if (rest <= 0) break
    sum += (x / share) * binomial(n, j, share, rest, ofAll)
  }
  return Math.min(sum, 1)
}

/** C(n, j) p^j q^(n−j) for 0 < j < n, by Loader's saddle point. */
function binomial(n: number, j: number, p: number, q: number, ofAll: number): number {
  const others = n - j
  const exponent =
    ofAll - stirlingError(j) - stirlingError(others) - deviance(j, n * p) - deviance(others, n * q)
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * j * others))
}
