import type { Database } from '../../storage/index.ts'
import { addTallies, armCounter, noTally } from './arm-tally.ts'
import { addDifferences, noDifference, differenceCounter } from './difference-tally.ts'
import { findRunningChallenge, updateChallenge } from './challenge-records.ts'
import type { Challenge, ChallengeTallies } from './challenge.ts'

/** Counts what this process answers in a challenge, and adds it to what all have counted. */
export interface TallyCounter {
  /**
   * Asks both versions about a row. The challenger's value is undefined where it fails, which is counted as an
   * error; throws what the current one throws.
   */
  ask(challenge: Challenge, current: () => number, challenger: () => number): BothValues

  /** The running challenge with what was counted; undefined where none runs. */
  addTo(database: Database, service: string): Promise<Challenge | undefined>
}

export interface BothValues {
  readonly current: number
  readonly challenger: number | undefined
}

export const noTallies: ChallengeTallies = {
  current: noTally,
  challenger: noTally,
  difference: noDifference,
}

export function tallyCounter(): TallyCounter {
  const arms = { current: armCounter(), challenger: armCounter() }
  const difference = differenceCounter()
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
      difference: difference.take(),
    }
  }

  return {
    ask(challenge, current, challenger) {
      begin(challenge)
      const before = timed(current)
      arms.current.add(before.value, before.tookMs)
      try {
        const asked = timed(challenger)
        arms.challenger.add(finite(asked.value), asked.tookMs)
        difference.add(before.value, asked.value)
        return { current: before.value, challenger: asked.value }
      } catch {
        arms.challenger.fail()
        return { current: before.value, challenger: undefined }
      }
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
    difference: addDifferences(first.difference, second.difference),
  }
}

function timed(work: () => number): { readonly value: number; readonly tookMs: number } {
  const startedAt = performance.now()
  const value = work()
  return { value, tookMs: performance.now() - startedAt }
}

function finite(value: number): number {
  if (Number.isFinite(value)) return value
  throw new RangeError(`it predicts ${value}`)
}

function isEmpty({ current, challenger }: ChallengeTallies): boolean {
  return [current, challenger].every(({ rowCount, errorCount }) => rowCount + errorCount === 0)
}
