import { durbinCdf } from './durbin-cdf.ts'
import { logGamma } from './log-gamma.ts'
import { pelzGoodCdf } from './pelz-good-cdf.ts'
import { smirnovTail } from './smirnov-tail.ts'

/**
 * The chance that the two-sided Kolmogorov–Smirnov statistic of `n` values is above `x`, by the same
 * choice of methods as SciPy's `kstwo.sf` (Simard and L'Ecuyer, Computing the Two-Sided
 * Kolmogorov-Smirnov Distribution, 2011).
 */
export function kolmogorovTail(x: number, n: number): number {
  if (x >= 1) return 0
  const t = n * x
  if (t <= 0.5) return 1
  if (t <= 1) return 1 - narrowBand(t, n)
  if (t >= n - 1) return clip(2 * (1 - x) ** n)
  if (x >= 0.5) return clip(2 * smirnovTail(n, x))
  const spread = t * x
  if (n <= 140) return spread <= 4 ? clip(1 - durbinCdf(n, x)) : clip(2 * smirnovTail(n, x))
  if (spread >= 370) return 0
  if (spread >= 2.2) return clip(2 * smirnovTail(n, x))
  const isSmall = n <= 100_000 && n * x ** 1.5 <= 1.4
  return clip(1 - (isSmall ? durbinCdf(n, x) : pelzGoodCdf(n, x)))
}

/** The same for endlessly many values, at z = x √n: SciPy's `kstwobign.sf`. */
export function kolmogorovLimitTail(z: number): number {
  if (z <= 0) return 1
  // Jacobi's other form of the series: the alternating one loses all digits for small z.
  if (z < 1) return 1 - limitCdf(z)
  let sum = 0
  for (let k = 1; ; k += 1) {
    const term = Math.exp(-2 * k * k * z * z)
    if (term <= sum * Number.EPSILON) return clip(2 * sum)
    sum += k % 2 === 1 ? term : -term
  }
}

function limitCdf(z: number): number {
  let sum = 0
  for (let m = 1; ; m += 2) {
    const term = Math.exp((-m * m * Math.PI * Math.PI) / (8 * z * z))
    if (term <= sum * Number.EPSILON) return (Math.sqrt(2 * Math.PI) / z) * sum
    sum += term
  }
}

/** Ruben and Gambino: n! (2x − 1/n)^n for 1/2n ≤ x ≤ 1/n, with t = n x. */
function narrowBand(t: number, n: number): number {
  return Math.exp(logGamma(n + 1) + n * Math.log((2 * t - 1) / n))
}

function clip(chance: number): number {
  return Math.min(Math.max(chance, 0), 1)
}
