import type { Branded } from '../../base/index.ts'
import type { ArmTally } from './arm-tally.ts'
import type { ShadowTally } from './shadow-tally.ts'

export type TrialId = Branded<'TrialId'>

/**
 * `shadow` answers in its head, and only what it would have said is kept; `canary` answers a growing share of
 * the keys until it takes the alias or goes back; `split` answers the same share of the keys until ended.
 */
export const trialKinds = ['shadow', 'canary', 'split'] as const
export type TrialKind = (typeof trialKinds)[number]

/** `won`: the alias has moved to the version. */
export type TrialState = 'running' | 'won' | 'rolled-back' | 'ended'

/** A version that is tried beside the one that a service answers with. One runs at a time. */
export interface Trial {
  readonly id: TrialId
  readonly service: string
  readonly model: string
  readonly version: number
  readonly kind: TrialKind
  readonly plan: TrialPlan
  readonly state: TrialState
  /** Which of the plan's stages it is in. */
  readonly stage: number
  readonly stageSince: Date
  readonly startedAt: Date
  readonly startedBy: string
  /** What happened to it, oldest first. */
  readonly events: readonly TrialEvent[]
  /** Of the stage that it is in, or was in when it ended. */
  readonly tallies: TrialTallies
  /** Counts the changes, so that of two at once one is told. */
  readonly revision: number
}

export interface TrialPlan {
  /** The share of the keys that it answers, stage by stage; of shadows the share that it thinks about. */
  readonly stages: readonly number[]
  /** Of a canary: how long a stage lasts at least. */
  readonly everyMs: number
  /** Of a canary: so many rows of each side must have been answered in a stage. */
  readonly leastRows: number
  readonly limits: TrialLimits
}

/** A canary that is worse than one of these goes back at once. */
export interface TrialLimits {
  /** Rows that failed, as a share of those asked. */
  readonly errorShare: number
  /** How much longer a row may take on average, in milliseconds. */
  readonly slowerMs: number
  /** How far the two distributions of what was predicted may lie apart: the Kolmogorov–Smirnov distance. */
  readonly shift: number
}

export interface TrialEvent {
  readonly at: Date
  readonly by: string
  readonly what: string
}

export interface TrialTallies {
  readonly current: ArmTally
  readonly candidate: ArmTally
  /** Of a shadow, which is held against the answer to the same row. */
  readonly shadow: ShadowTally
}

export function shareOf({ plan, stage }: Pick<Trial, 'plan' | 'stage'>): number {
  return plan.stages[stage] ?? 0
}
