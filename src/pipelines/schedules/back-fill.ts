import type { Clock } from '../../base/index.ts'
import type { DatabaseSession } from '../../storage/index.ts'
import { pipelinesErrors } from '../errors.ts'
import type { Pipeline } from '../pipeline.ts'
import { momentsBetween } from './next-runs.ts'
import { minute, momentOccasion } from './occasion.ts'
import { isTimed } from './trigger.ts'

export interface BackFill {
  /** In order. */
  readonly moments: readonly Date[]
  /** How many of them are to run; the others have run well before, or wait already. */
  readonly newCount: number
}

/**
 * Writes down that a pipeline is due at each moment of its schedule from `since` on and before `until`.
 * Moments that ran well stay as they are. Throws `pipelines.nothingToBackFill`.
 */
export async function backFill(
  { database, now }: { readonly database: DatabaseSession; readonly now: Clock },
  { name, schedule }: Pick<Pipeline<never>, 'name' | 'schedule'>,
  range: { readonly since: Date; readonly until: Date },
): Promise<BackFill> {
  const triggers = (schedule?.on ?? []).filter(isTimed)
  if (triggers.length === 0) throw pipelinesErrors.nothingToBackFill({ pipeline: name })
  const moments = momentsBetween(triggers, range.since, range.until)
  const newCount = await database.transaction(async (session) => {
    let count = 0
    for (const moment of moments) {
      if (await makeDue(session, name, moment, now())) count += 1
    }
    return count
  })
  return { moments, newCount }
}

async function makeDue(
  { queries }: DatabaseSession,
  pipeline: string,
  moment: Date,
  now: Date,
): Promise<boolean> {
  const { id } = momentOccasion(moment)
  const waiting = {
    // What is asked for is neither late nor left out.
    ready_at: now.toISOString(),
    reason: `back-fill, due at ${minute(moment)}`,
    if_busy: 'queue',
    status: 'waiting',
    owner: null,
    token: null,
    taken_at: null,
    tries: 0,
    run_id: null,
    outcome: null,
  } as const
  const inserted = await queries
    .insertInto('due_runs')
    .values({ pipeline, occasion: id, due_at: moment.toISOString(), ...waiting })
    .onConflict((conflict) => conflict.columns(['pipeline', 'occasion']).doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows === 1n) return true
  const { numUpdatedRows } = await queries
    .updateTable('due_runs')
    .set(waiting)
    .where('pipeline', '=', pipeline)
    .where('occasion', '=', id)
    .where((is) =>
      is.or([
        is('status', '=', 'left-out'),
        is.and([is('status', '=', 'done'), is('outcome', '!=', 'succeeded')]),
      ]),
    )
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
