/**
 * Kullback–Leibler divergence of the reference from the current shares, Σ r ln(r / c), natural
 * logarithm; both are brought to a sum of 1. Infinite where the current sample lacks a bin that the
 * reference has: see `fillEmptyShares`.
 */
export function kullbackLeibler(reference: Float64Array, current: Float64Array): number {
  const [r, c] = [normalise(reference), normalise(current)]
  return r.reduce((sum, share, at) => sum + relativeEntropy(share, c[at] ?? 0), 0)
}

/**
 * Jensen–Shannon distance with the natural logarithm: between 0 and √ln 2 = 0.8326. (The root, as SciPy
 * has it; with logarithms of base 2 the most is 1: divide by √ln 2 to compare.)
 */
export function jensenShannon(reference: Float64Array, current: Float64Array): number {
  const [r, c] = [normalise(reference), normalise(current)]
  let sum = 0
  for (const [at, share] of r.entries()) {
    const other = c[at] ?? 0
    const middle = (share + other) / 2
    sum += relativeEntropy(share, middle) + relativeEntropy(other, middle)
  }
  return Math.sqrt(Math.max(sum, 0) / 2)
}

/**
 * Population stability index, Σ (r − c) ln(r / c). Shares are taken as they are; give both through
 * `fillEmptyShares`, as an empty bin makes it infinite.
 */
export function populationStability(reference: Float64Array, current: Float64Array): number {
  return reference.reduce((sum, share, at) => {
    const other = current[at] ?? 0
    return share === other ? sum : sum + (share - other) * Math.log(share / other)
  }, 0)
}

/** Hellinger distance of shares that each sum up to 1: between 0 and 1. */
export function hellinger(reference: Float64Array, current: Float64Array): number {
  const overlap = reference.reduce(
    (sum, share, at) => sum + Math.sqrt(share * (current[at] ?? 0)),
    0,
  )
  return Math.sqrt(1 - Math.min(Math.max(overlap, 0), 1))
}

const least = 1e-4

/**
 * Shares with the empty bins filled: by 0.0001, or by a millionth of the smallest share if that is no
 * larger than 0.0001. They are not brought back to a sum of 1 (Evidently's rule).
 */
export function fillEmptyShares(shares: Float64Array): Float64Array {
  const smallest = shares.reduce((low, share) => (share > 0 && share < low ? share : low), 1)
  const filling = smallest <= least ? smallest / 1e6 : least
  return shares.map((share) => (share === 0 ? filling : share))
}

function relativeEntropy(share: number, other: number): number {
  return share === 0 ? 0 : share * Math.log(share / other)
}

function normalise(shares: Float64Array): Float64Array {
  const sum = shares.reduce((before, share) => before + share, 0)
  return shares.map((share) => share / sum)
}
