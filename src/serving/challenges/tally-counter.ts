import type { MaybePromise } from '../../features/index.ts'
import type { Database } from '../../storage/index.ts'
import { addTallies, armCounter, noTally } from './arm-tally.ts'
import { addDifferences, noDifference, differenceCounter } from './difference-tally.ts'
import { findRunningChallenge, updateChallenge } from './challenge-records.ts'
import type { Challenge, ChallengeTallies } from './challenge.ts'

/** Counts what this process answers in a challenge, and adds it to what all have counted. */
export interface TallyCounter {
  /**
   * Asks both versions about rows, the challenger about those at `places` alone. It has no values where it fails,
   * which is counted as an error of each row; throws what the current one throws.
   */
  ask(challenge: Challenge, asked: AskedBoth): Promise<BothValues>

  /** The running challenge with what was counted; undefined where none runs. */
  addTo(database: Database, service: string): Promise<Challenge | undefined>
}

export interface AskedBoth {
  readonly rowCount: number
  readonly places: readonly number[]
  readonly current: () => MaybePromise<ArrayLike<number>>
  readonly challenger: () => MaybePromise<ArrayLike<number>>
}

export interface BothValues {
  readonly current: ArrayLike<number>
  /** By place; those that it has answered with a number. */
  readonly challenger: ReadonlyMap<number, number>
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
    async ask(challenge, { rowCount, places, current, challenger }) {
      begin(challenge)
      // One after the other, so that what each takes is its own.
      const before = await timed(current, rowCount)
      const after = await timed(challenger, places.length).catch(() => undefined)
      const answered = new Map<number, number>()
      for (const [row, place] of places.entries()) {
        const was = before.values[place] ?? Number.NaN
        const value = after?.values[row] ?? Number.NaN
        arms.current.add(was, before.rowMs)
        if (after === undefined || !Number.isFinite(value)) {
          arms.challenger.fail()
          continue
        }
        arms.challenger.add(value, after.rowMs)
        difference.add(was, value)
        answered.set(place, value)
      }
      return { current: before.values, challenger: answered }
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

/** What it gives, and what a row of it took. */
async function timed(work: () => MaybePromise<ArrayLike<number>>, rowCount: number) {
  const startedAt = performance.now()
  const found = work()
  // What is there already isn't waited for: then others would have their turn, and count as its own.
  const values = found instanceof Promise ? await found : found
  return { values, rowMs: (performance.now() - startedAt) / Math.max(1, rowCount) }
}

function isEmpty({ current, challenger }: ChallengeTallies): boolean {
  return [current, challenger].every(({ rowCount, errorCount }) => rowCount + errorCount === 0)
}
