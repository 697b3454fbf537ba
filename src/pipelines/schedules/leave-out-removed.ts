import type { Pipeline } from '../pipeline.ts'
import type { LookDeps } from './look-for-due.ts'

/** Older code may still have a pipeline that this one has no more: it is given so long to run it. */
const removedAfterMs = 86_400_000

/** What waits for a pipeline that is not among all those of the project any more waits for nothing. */
export async function leaveOutRemoved(
  { database: { queries }, now }: Pick<LookDeps, 'database' | 'now'>,
  pipelines: readonly Pipeline<never>[],
): Promise<void> {
  const names = pipelines.map(({ name }) => name)
  await queries
    .updateTable('due_runs')
    .set({ status: 'left-out' })
    .where('status', '=', 'waiting')
    .where('ready_at', '<', new Date(now().getTime() - removedAfterMs).toISOString())
    // A list of none is no list to a database.
    .where('pipeline', 'not in', names.length === 0 ? [''] : names)
    .execute()
}
