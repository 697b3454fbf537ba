import type { Clock } from '../../base/index.ts'
import type { Database } from '../../storage/index.ts'
import { noTallies } from './tally-counter.ts'
import { updateChallenge } from './challenge-records.ts'
import type { Challenge, ChallengeState } from './challenge.ts'

/** Where a challenge goes, by whom, and what is told of it. */
export interface ChallengeStep {
  readonly to?: Exclude<ChallengeState, 'running'>
  /** Into another stage, where counting begins anew. */
  readonly stage?: number
  readonly what: string
}

/** Undefined where it was changed meanwhile: whoever asked looks again. */
export async function moveChallenge(
  { database, now }: { readonly database: Database; readonly now: Clock },
  challenge: Challenge,
  { by, to, stage, what }: ChallengeStep & { readonly by: string },
): Promise<Challenge | undefined> {
  const at = now()
  return updateChallenge(database, {
    ...challenge,
    state: to ?? challenge.state,
    ...(stage === undefined ? {} : { stage, stageSince: at, tallies: noTallies }),
    events: [...challenge.events, { at, by, what }],
  })
}
