import type { Metric, PruningRule, SearchMethod, SearchSpace, Trial } from '../../learn/index.ts'
import type { RunId } from '../../tracking/index.ts'

/** What a sweep looks for, where, and how long. It is kept with its run, as plain JSON. */
export interface SweepPlan {
  readonly kind: 'model sweep'
  readonly metric: string
  readonly better: Metric['better']
  readonly space: SearchSpace
  readonly method: SearchMethod
  readonly pruning: PruningRule
  /** Trials are measured on so many parts of the training rows. */
  readonly folds: number
  readonly seed: number
  /** Undefined: only time ends it. */
  readonly trialCount?: number
  readonly timeMs?: number
}

/** A trial of a sweep as its run tells it. */
export interface SweptTrial extends Trial {
  readonly runId: RunId
  readonly status: 'open' | 'succeeded' | 'failed' | 'interrupted'
  /** In the metric's own sense; absent where it came to nothing, or is under way. */
  readonly value?: number
  readonly problem?: string
  readonly tookMs?: number
}

/** The less, the better. */
export function lossOf(better: Metric['better'], value: number): number {
  switch (better) {
    case 'lower':
      return value
    case 'higher':
      return -value
    case 'zero':
      return Math.abs(value)
  }
}

/** Trials that ended with something to learn from. */
export function isEnded({ status }: SweptTrial): boolean {
  return status === 'succeeded' || status === 'failed'
}
