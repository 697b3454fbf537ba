import type { Clock } from '../../base/index.ts'
import type { Database } from '../../storage/index.ts'
import { noTallies } from './tally-counter.ts'
import { updateTrial } from './trial-records.ts'
import type { Trial, TrialState } from './trial.ts'

/** Where a trial goes, by whom, and what is told of it. */
export interface TrialStep {
  readonly to?: Exclude<TrialState, 'running'>
  /** Into another stage, where counting begins anew. */
  readonly stage?: number
  readonly what: string
}

/** Undefined where it was changed meanwhile: whoever asked looks again. */
export async function moveTrial(
  { database, now }: { readonly database: Database; readonly now: Clock },
  trial: Trial,
  { by, to, stage, what }: TrialStep & { readonly by: string },
): Promise<Trial | undefined> {
  const at = now()
  return updateTrial(database, {
    ...trial,
    state: to ?? trial.state,
    ...(stage === undefined ? {} : { stage, stageSince: at, tallies: noTallies }),
    events: [...trial.events, { at, by, what }],
  })
}
