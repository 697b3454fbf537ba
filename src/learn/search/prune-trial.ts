import type { Trial } from './trial.ts'

/**
 * When a trial is given up: never; where it does worse than the median of the others so far; or where it is not
 * among the best third at the end of a round of few rows (asynchronous successive halving, Li et al. 2018).
 */
export const pruningRules = ['median', 'halving', 'none'] as const
export type PruningRule = (typeof pruningRules)[number]

/** So many trials go to their end before the median counts. */
const fullCount = 5
/** Of so many trials one goes on to the next round. */
export const halvingFactor = 3

/** Whether to give up a trial that has come so far, with `losses` after each stage; others may be under way. */
export function isHopeless(
  rule: PruningRule,
  losses: readonly number[],
  others: readonly Pick<Trial, 'losses'>[],
): boolean {
  const stage = losses.length - 1
  const own = orWorst(losses[stage])
  const there = others.flatMap((other) =>
    other.losses.length > stage ? [orWorst(other.losses[stage])] : [],
  )
  switch (rule) {
    case 'none':
      return false
    case 'median':
      return there.length >= fullCount && own > medianOf(there)
    case 'halving': {
      const better = there.filter((loss) => loss < own).length
      return better >= Math.max(1, Math.floor((there.length + 1) / halvingFactor))
    }
  }
}

function orWorst(loss: number | undefined): number {
  return loss === undefined || Number.isNaN(loss) ? Number.MAX_VALUE : loss
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2
}
