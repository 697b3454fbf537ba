import { deviance, stirlingError } from './log-gamma.ts'

/**
 * The regularised upper incomplete gamma function Q(a, x), for a above 0. Small tails keep their digits;
 * `1 - P(a, x)` would have none below 1e-16.
 */
export function gammaTail(a: number, x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  if (x <= 0) return 1
  if (x === Number.POSITIVE_INFINITY) return 0
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x)
}

/** The chance that a chi-square variable with so many degrees of freedom is above `x`. */
export function chiSquareTail(x: number, degrees: number): number {
  return gammaTail(degrees / 2, x / 2)
}

/** The chance that a standard normal variable is at most `z`, with all digits in the lower tail. */
export function normalCdf(z: number): number {
  const tail = 0.5 * gammaTail(0.5, (z * z) / 2)
  return z < 0 ? tail : 1 - tail
}

/** P(a, x) = x^a e^−x / Γ(a + 1) · (1 + x/(a+1) + x²/((a+1)(a+2)) + …) */
function lowerSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; term > sum * Number.EPSILON; n += 1) {
    term *= x / (a + n)
    sum += term
  }
  return sum * density(a, x)
}

/** Legendre's continued fraction for Q(a, x), by Lentz's method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = Number.POSITIVE_INFINITY
  let d = 1 / b
  let fraction = d
  for (let n = 1; ; n += 1) {
    const numerator = -n * (n - a)
    b += 2
    d = 1 / notZero(numerator * d + b)
    c = notZero(b + numerator / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) <= 2 * Number.EPSILON) return a * density(a, x) * fraction
  }
}

function notZero(value: number): number {
  return value === 0 ? Number.MIN_VALUE / Number.EPSILON : value
}

/** x^a e^−x / Γ(a + 1), as Loader computes it: exact where a and x are large and near each other. */
function density(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a)
}
