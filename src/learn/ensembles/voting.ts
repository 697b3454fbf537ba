import { checkSetting, isWhole } from '../check-setting.ts'

/** Several learners; their weighted mean answers: of numbers, of chances, or of how likely each class is. */
export interface Voting<Member> {
  readonly kind: 'voting'
  readonly members: readonly Member[]
  /** By member; all alike when left out. */
  readonly weights?: readonly number[]
}

/** Several learners, and one that learns what to make of what they say of rows that they didn't see (Wolpert 1992). */
export interface Stacking<Member> {
  readonly kind: 'stacking'
  readonly members: readonly Member[]
  readonly final: Member
  readonly folds: number
}

export interface FittedVoting<Fitted> {
  readonly kind: 'vote'
  readonly members: readonly Fitted[]
  /** They sum to 1. */
  readonly weights: readonly number[]
}

export interface FittedStacking<Fitted> {
  readonly kind: 'stack'
  readonly members: readonly Fitted[]
  /** Reads what the members say. */
  readonly final: Fitted
}

/** Declares a vote. Throws `learn.wrongSetting`. */
export function voting<Member>(
  members: readonly Member[],
  options: { readonly weights?: readonly number[] } = {},
): Voting<Member> {
  const spec: Voting<Member> = { kind: 'voting', members, ...options }
  checkMembers(spec)
  const { weights } = spec
  if (weights === undefined) return spec
  const holds =
    weights.length === members.length &&
    weights.every((weight) => weight >= 0 && Number.isFinite(weight)) &&
    weights.some((weight) => weight > 0)
  checkSetting(spec, 'weights', holds, 'a number from 0 for each member, not all 0')
  return spec
}

/** Declares a stack: `stacking([boostedTrees(), ridge()], { final: leastSquares() })`. Throws `learn.wrongSetting`. */
export function stacking<Member, Final>(
  members: readonly Member[],
  options: { readonly final: Final; readonly folds?: number },
): Stacking<Member | Final> {
  const spec: Stacking<Member | Final> = { kind: 'stacking', members, folds: 5, ...options }
  checkMembers(spec)
  checkSetting(spec, 'folds', isWhole(spec.folds, 2, 100), 'a whole number from 2 to 100')
  return spec
}

function checkMembers<Member>(spec: Voting<Member> | Stacking<Member>): void {
  const holds = spec.members.length > 0 && spec.members.length <= 100
  checkSetting(spec, 'members', holds, 'a list of 1 to 100 learners')
}
