import type { Database } from '../../storage/index.ts'
import { addTallies, armCounter, noTally } from './arm-tally.ts'
import { addShadows, noShadowTally, shadowCounter } from './shadow-tally.ts'
import { findRunningChallenge, updateChallenge } from './challenge-records.ts'
import type { Challenge, ChallengeTallies } from './challenge.ts'

/** Counts what this process answers in a challenge, and adds it to what all have counted. */
export interface TallyCounter {
  /** Throws what the work throws, which is counted as an error. */
  time<Result extends { readonly value: number }>(
    arm: 'current' | 'challenger',
    challenge: Challenge,
    work: () => Result,
  ): Result

  compare(challenge: Challenge, answered: number, thought: number): void

  /** The running challenge with what was counted; undefined where none runs. */
  addTo(database: Database, service: string): Promise<Challenge | undefined>
}

export const noTallies: ChallengeTallies = {
  current: noTally,
  challenger: noTally,
  shadow: noShadowTally,
}

export function tallyCounter(): TallyCounter {
  const arms = { current: armCounter(), challenger: armCounter() }
  const shadow = shadowCounter()
  let kept = noTallies
  let stage = ''

  /** What was counted in a stage that is over says nothing of the next. */
  function begin(challenge: Challenge): void {
    const now = `${challenge.id} ${challenge.stage}`
    if (now === stage) return
    take()
    kept = noTallies
    stage = now
  }

  function take(): ChallengeTallies {
    return {
      current: arms.current.take(),
      challenger: arms.challenger.take(),
      shadow: shadow.take(),
    }
  }

  return {
    time(arm, challenge, work) {
      begin(challenge)
      const startedAt = performance.now()
      try {
        const result = work()
        arms[arm].add(result.value, performance.now() - startedAt)
        return result
      } catch (error) {
        arms[arm].fail()
        throw error
      }
    },

    compare(challenge, answered, thought) {
      begin(challenge)
      shadow.add(answered, thought)
    },

    async addTo(database, service) {
      for (;;) {
        const challenge = await findRunningChallenge(database, service)
        if (challenge === undefined) return undefined
        begin(challenge)
        kept = sum(kept, take())
        if (isEmpty(kept)) return challenge
        const added = kept
        kept = noTallies
        const tallies = sum(challenge.tallies, added)
        const changed = await updateChallenge(database, { ...challenge, tallies })
        if (changed !== undefined) return changed
        // Another process was quicker: what it wrote is read, and ours added to that.
        kept = sum(kept, added)
      }
    },
  }
}

function sum(first: ChallengeTallies, second: ChallengeTallies): ChallengeTallies {
  return {
    current: addTallies(first.current, second.current),
    challenger: addTallies(first.challenger, second.challenger),
    shadow: addShadows(first.shadow, second.shadow),
  }
}

function isEmpty({ current, challenger }: ChallengeTallies): boolean {
  return [current, challenger].every(({ rowCount, errorCount }) => rowCount + errorCount === 0)
}
