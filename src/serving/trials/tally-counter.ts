import type { Database } from '../../storage/index.ts'
import { addTallies, armCounter, noTally } from './arm-tally.ts'
import { addShadows, noShadowTally, shadowCounter } from './shadow-tally.ts'
import { findRunningTrial, updateTrial } from './trial-records.ts'
import type { Trial, TrialTallies } from './trial.ts'

/** Counts what this process answers in a trial, and adds it to what all have counted. */
export interface TallyCounter {
  /** Throws what the work throws, which is counted as an error. */
  time<Result extends { readonly value: number }>(
    arm: 'current' | 'candidate',
    trial: Trial,
    work: () => Result,
  ): Result

  compare(trial: Trial, answered: number, thought: number): void

  /** The running trial with what was counted; undefined where none runs. */
  addTo(database: Database, service: string): Promise<Trial | undefined>
}

export const noTallies: TrialTallies = {
  current: noTally,
  candidate: noTally,
  shadow: noShadowTally,
}

export function tallyCounter(): TallyCounter {
  const arms = { current: armCounter(), candidate: armCounter() }
  const shadow = shadowCounter()
  let kept = noTallies
  let stage = ''

  /** What was counted in a stage that is over says nothing of the next. */
  function begin(trial: Trial): void {
    const now = `${trial.id} ${trial.stage}`
    if (now === stage) return
    take()
    kept = noTallies
    stage = now
  }

  function take(): TrialTallies {
    return {
      current: arms.current.take(),
      candidate: arms.candidate.take(),
      shadow: shadow.take(),
    }
  }

  return {
    time(arm, trial, work) {
      begin(trial)
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

    compare(trial, answered, thought) {
      begin(trial)
      shadow.add(answered, thought)
    },

    async addTo(database, service) {
      for (;;) {
        const trial = await findRunningTrial(database, service)
        if (trial === undefined) return undefined
        begin(trial)
        kept = sum(kept, take())
        if (isEmpty(kept)) return trial
        const added = kept
        kept = noTallies
        const tallies = sum(trial.tallies, added)
        const changed = await updateTrial(database, { ...trial, tallies })
        if (changed !== undefined) return changed
        // Another process was quicker: what it wrote is read, and ours added to that.
        kept = sum(kept, added)
      }
    },
  }
}

function sum(first: TrialTallies, second: TrialTallies): TrialTallies {
  return {
    current: addTallies(first.current, second.current),
    candidate: addTallies(first.candidate, second.candidate),
    shadow: addShadows(first.shadow, second.shadow),
  }
}

function isEmpty({ current, candidate }: TrialTallies): boolean {
  return [current, candidate].every(({ rowCount, errorCount }) => rowCount + errorCount === 0)
}
