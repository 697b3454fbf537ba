const pi2 = Math.PI ** 2
const pi4 = pi2 ** 2
const pi6 = pi2 ** 3
const sqrtTwoPi = Math.sqrt(2 * Math.PI)

/**
 * Pelz and Good's approximation of the chance that the Kolmogorov–Smirnov statistic of `n` values is at
 * most `x` (Approximating the Lower Tail-Areas of the Kolmogorov-Smirnov One-Sample Statistic, 1976).
 */
export function pelzGoodCdf(n: number, x: number): number {
  const z = x * Math.sqrt(n)
  // Below, the first power underflows: the chance is 0.
  if (-pi2 / 8 / (z * z) < -708) return 0
  const sums = oddSums(z)
  const [evenTwo, evenThree] = evenSums(z)
  const k0 = (sqrtTwoPi / z) * sums[0]
  const k1 = (sqrtTwoPi / (6 * z ** 4)) * sums[1]
  const k2 = (sqrtTwoPi / (72 * z ** 7)) * sums[2] - ((pi2 * sqrtTwoPi) / (36 * z ** 3)) * evenTwo
  const k3 =
    (sqrtTwoPi / (6480 * z ** 10)) * sums[3] + ((pi2 * sqrtTwoPi) / (216 * z ** 6)) * evenThree
  return k0 + k1 / Math.sqrt(n) + k2 / n + k3 / n ** 1.5
}

function termCount(z: number): number {
  return Math.ceil((16 * z) / Math.PI)
}

/** Σ c(m²) q^(m²) over odd m, for the four polynomials c; q = e^(−π²/8z²). */
function oddSums(z: number): [number, number, number, number] {
  const z2 = z * z
  const z4 = z2 * z2
  const z6 = z4 * z2
  const sums: [number, number, number, number] = [0, 0, 0, 0]
  for (let k = termCount(z); k >= 1; k -= 1) {
    const m2 = (2 * k - 1) ** 2
    const m4 = m2 * m2
    const power = Math.exp((-pi2 * m2) / (8 * z2))
    sums[0] += power
    sums[1] += (-z2 + (pi2 * m2) / 4) * power
    sums[2] +=
      (6 * z6 + 2 * z4 + ((2 * z4 - 5 * z2) * pi2 * m2) / 4 + (pi4 * (1 - 2 * z2) * m4) / 16) *
      power
    sums[3] +=
      (-30 * z6 -
        90 * z4 * z4 +
        (pi2 * (135 * z4 - 96 * z6) * m2) / 4 +
        (pi4 * (-60 * z2 + 212 * z4) * m4) / 16 +
        (pi6 * (5 - 30 * z2) * m4 * m2) / 64) *
      power
  }
  return sums
}

/** Σ k² e^(−π²k²/2z²) and Σ (3z² − π²k²) k² e^(−π²k²/2z²) over k ≥ 1. */
function evenSums(z: number): [number, number] {
  const sums: [number, number] = [0, 0]
  for (let k = termCount(z); k >= 1; k -= 1) {
    const k2 = k * k
    const power = k2 * Math.exp((-pi2 * k2) / (2 * z * z))
    sums[0] += power
    sums[1] += (3 * z * z - pi2 * k2) * power
  }
  return sums
}
