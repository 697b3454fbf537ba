import type { DatabaseSession, DueRunsTable } from '../../storage/index.ts'
import { jitterOf } from './jitter-of.ts'
import { isMoment, type Occasion } from './occasion.ts'
import type { Schedule } from './schedule.ts'

/** Writes down that a pipeline is due, where nobody has done so yet; tells how often that was. */
export async function recordDue(
  { queries }: DatabaseSession,
  pipeline: string,
  occasions: readonly Occasion[],
  schedule: Pick<Schedule, 'overlap' | 'jitter'>,
): Promise<number> {
  if (occasions.length === 0) return 0
  let written = 0
  for (const occasion of occasions) {
    const { numInsertedOrUpdatedRows = 0n } = await queries
      .insertInto('due_runs')
      .values(toRow(pipeline, occasion, schedule))
      .onConflict((conflict) => conflict.columns(['pipeline', 'occasion']).doNothing())
      .executeTakeFirst()
    written += Number(numInsertedOrUpdatedRows)
  }
  return written
}

function toRow(
  pipeline: string,
  occasion: Occasion,
  schedule: Pick<Schedule, 'overlap' | 'jitter'>,
): DueRunsTable {
  const { id, at, reason } = occasion
  return {
    pipeline,
    occasion: id,
    due_at: at.toISOString(),
    ready_at: new Date(at.getTime() + jitterOf(schedule, occasion)).toISOString(),
    reason,
    // A moment comes again; what has happened would be lost.
    if_busy: schedule.overlap ?? (isMoment(occasion) ? 'skip' : 'queue'),
    status: 'waiting',
    owner: null,
    token: null,
    taken_at: null,
    tries: 0,
    run_id: null,
    outcome: null,
  }
}
