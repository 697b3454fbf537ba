// Between scores, which are sums without bounds, and what they stand for.

/** The probability that a score stands for. */
export function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score))
}

/** Of a score that says how likely 1 is, where it was 0 or 1. */
export function surprise(score: number, target: number): number {
  return Math.log1p(Math.exp(-Math.abs(score))) + Math.max(score, 0) - score * target
}

/** Of a target that is always the same: as sure as 999,999 to 1. */
const surest = 1e-6

export function logOdds(share: number): number {
  const own = Math.min(1 - surest, Math.max(surest, share))
  return Math.log(own / (1 - own))
}

/** Far beyond any count; the numbers of 32 bits end at e^88. */
export const highestScore = 80

/** What a score of a logarithm stands for. */
export function exponential(score: number): number {
  return Math.exp(Math.min(highestScore, score))
}
