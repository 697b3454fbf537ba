import { logGamma } from './log-gamma.ts'

/** The chance that a Student variable with so many degrees of freedom is above `t`. */
export function studentTail(t: number, degrees: number): number {
  if (Number.isNaN(t) || !(degrees > 0)) return Number.NaN
  if (!Number.isFinite(t)) return t > 0 ? 0 : 1
  const half = 0.5 * betaShare(degrees / (degrees + t * t), degrees / 2, 0.5)
  return t >= 0 ? half : 1 - half
}

/** The regularised incomplete beta function I_x(a, b), by Lentz's method for its continued fraction. */
function betaShare(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  // The fraction converges fast on this side only.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaShare(1 - x, b, a)
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  )
  return (front * betaFraction(x, a, b)) / a
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m <= 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / notZero(1 + even * d)
    c = notZero(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / notZero(1 + odd * d)
    c = notZero(1 + odd / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) <= 2 * Number.EPSILON) break
  }
  return fraction
}

function notZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value
}
