import type { Branded } from '../../base/index.ts'
import type { ArmTally } from './arm-tally.ts'
import type { DifferenceTally } from './difference-tally.ts'

export type ChallengeId = Branded<'ChallengeId'>

/**
 * `shadow` answers in its head, and only what it would have said is kept; `canary` answers a growing share of
 * the keys until it takes the alias or goes back; `split` answers the same share of the keys until ended.
 */
export const challengeKinds = ['shadow', 'canary', 'split'] as const
export type ChallengeKind = (typeof challengeKinds)[number]

/** `won`: the alias has moved to the version. */
export type ChallengeState = 'running' | 'won' | 'rolled-back' | 'ended'

/** A version that is tried beside the one that a service answers with. One runs at a time. */
export interface Challenge {
  readonly id: ChallengeId
  readonly service: string
  readonly model: string
  readonly version: number
  readonly kind: ChallengeKind
  readonly plan: ChallengePlan
  readonly state: ChallengeState
  /** Which of the plan's stages it is in. */
  readonly stage: number
  readonly stageSince: Date
  readonly startedAt: Date
  readonly startedBy: string
  /** What happened to it, oldest first. */
  readonly events: readonly ChallengeEvent[]
  /** Of the stage that it is in, or was in when it ended. */
  readonly tallies: ChallengeTallies
  /** Counts the changes, so that of two at once one is told. */
  readonly revision: number
}

export interface ChallengePlan {
  /** The share of the keys that it answers, stage by stage; of shadows the share that it thinks about. */
  readonly stages: readonly number[]
  /** Of a canary: how long a stage lasts at least. */
  readonly everyMs: number
  /** Of a canary: so many rows it must have answered in a stage. */
  readonly leastRows: number
  readonly limits: ChallengeLimits
}

/** A canary that is worse than one of these goes back at once. */
export interface ChallengeLimits {
  /** Rows that failed, as a share of those asked. */
  readonly errorShare: number
  /** How much longer a row may take on average than with the current version, in milliseconds. */
  readonly slowerMs: number
  /** How far the two may predict apart for the same rows, in standard deviations of the current one. */
  readonly shift: number
}

export interface ChallengeEvent {
  readonly at: Date
  readonly by: string
  readonly what: string
}

/** What both versions say to the same rows: those of the challenger's share, whoever answers them. */
export interface ChallengeTallies {
  readonly current: ArmTally
  readonly challenger: ArmTally
  readonly difference: DifferenceTally
}

export function shareOf({ plan, stage }: Pick<Challenge, 'plan' | 'stage'>): number {
  return plan.stages[stage] ?? 0
}
