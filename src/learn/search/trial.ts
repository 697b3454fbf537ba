import type { SettingValue } from '../../base/index.ts'

/** One choice of values by name. */
export type TrialValues = Readonly<Record<string, SettingValue>>

/** A trial that has ended, and what it came to: the less, the better. */
export interface Trial {
  /** From 0, in the order in which they were started. */
  readonly number: number
  readonly values: TrialValues
  /** After each stage that it went through; at least one. */
  readonly losses: readonly number[]
  /** Whether it was given up before its last stage. */
  readonly isPruned: boolean
}

/** The best first: those that went to their end, then those that were given up, the later the better. */
export function rankTrials(trials: readonly Trial[]): readonly Trial[] {
  return trials.toSorted(
    (a, b) =>
      Number(a.isPruned) - Number(b.isPruned) ||
      (a.isPruned ? b.losses.length - a.losses.length : 0) ||
      lastLoss(a) - lastLoss(b) ||
      a.number - b.number,
  )
}

/** A loss that is no number is worse than all. */
export function lastLoss({ losses }: Pick<Trial, 'losses'>): number {
  const loss = losses.at(-1) ?? Number.NaN
  return Number.isNaN(loss) ? Number.MAX_VALUE : loss
}
