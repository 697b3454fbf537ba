/**
 * The exact chance that the two-sample Kolmogorov–Smirnov statistic of `m` and `n` values, m ≥ n, is at
 * least steps / lcm(m, n); `divisor` is their greatest common one. Never below 0, with its digits kept.
 */
export function exactKsTail(m: number, n: number, divisor: number, steps: number): number {
  if (steps === 0) return 1
  const chance = m === n ? outsideSquare(n, steps) : outsideBand(m, n, divisor, steps)
  return Math.min(Math.max(chance, 0), 1)
}

/** The share of lattice paths through an n by n square that leave the band |x − y| < h. */
function outsideSquare(n: number, h: number): number {
  let chance = 0
  for (let k = Math.floor(n / h); k >= 0; k -= 1) {
    let factor = 1
    for (let j = 0; j < h; j += 1) factor *= (n - k * h - j) / (n + k * h + j + 1)
    chance = factor * (1 - chance)
  }
  return 2 * chance
}

/**
 * The same for an m by n rectangle. Goes column by column over the lattice points inside the band and
 * carries the share of paths to each that have been outside, so that small shares keep their digits
 * (Viehmann, Numerically More Stable Computation of the p-Values, 2021).
 */
function outsideBand(m: number, n: number, divisor: number, steps: number): number {
  const [width, height] = [m / divisor, n / divisor]
  // Points above the band have been outside; below it no column looks again.
  const outside = new Float64Array(n + 1).fill(1)
  outside.fill(0, 0, Math.min(Math.ceil(steps / width), n + 1))
  let last = 1
  for (let i = 1; i <= m; i += 1) {
    const from = Math.max(Math.floor((height * i - steps) / width) + 1, 0)
    const to = Math.min(Math.ceil((height * i + steps) / width), n + 1)
    if (to <= from) return 1
    let share = from === 0 ? 0 : 1
    for (let j = from; j < to; j += 1) {
      share = ((outside[j] ?? 0) * i + share * j) / (i + j)
      outside[j] = share
    }
    last = share
  }
  return last
}
