import type { DatabaseSession } from '../storage/index.ts'
import type { RunId } from './run.ts'

/** When it was asked for that a run ends. */
export async function findCancelRequest(
  { database }: { readonly database: DatabaseSession },
  runId: RunId,
): Promise<Date | undefined> {
  const row = await database.queries
    .selectFrom('cancel_requests')
    .select('requested_at')
    .where('run_id', '=', runId)
    .executeTakeFirst()
  return row === undefined ? undefined : new Date(row.requested_at)
}
