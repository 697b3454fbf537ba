import type { Pipeline } from '../pipeline.ts'
import { lookForDue, type LookDeps } from './look-for-due.ts'

/** Keeps a pipeline from running by itself; says whether it wasn't paused already. */
export async function pauseSchedule(
  deps: Pick<LookDeps, 'database' | 'now'>,
  pipeline: string,
  by: string | undefined,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await deps.database.queries
    .insertInto('schedule_pauses')
    .values({ pipeline, paused_at: deps.now().toISOString(), paused_by: by ?? null })
    .onConflict((conflict) => conflict.column('pipeline').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows > 0n
}

/** Lets a pipeline run by itself again, from now on; says whether it was paused. */
export async function resumeSchedule(deps: LookDeps, pipeline: Pipeline<never>): Promise<boolean> {
  // What came meanwhile is seen while the pause still holds, and so left out.
  await lookForDue(deps, [pipeline])
  const { numDeletedRows } = await deps.database.queries
    .deleteFrom('schedule_pauses')
    .where('pipeline', '=', pipeline.name)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
