import type { ProgressUpdate } from '../base/index.ts'
import type { DatabaseSession } from '../storage/index.ts'
import { chunksOf } from './chunks-of.ts'
import type { RunId } from './run.ts'

/** Keeps how far a run is where other processes see it. */
export interface KeptProgress {
  readonly tell: (update: ProgressUpdate) => void
  /** Resolves when nothing of it is left. */
  readonly close: () => Promise<void>
}

/** What changes more often is kept so often; what is over sooner is not kept at all. */
const keptEveryMs = 1000

export function keepProgress(
  database: DatabaseSession | undefined,
  runId: RunId,
  everyMs = keptEveryMs,
): KeptProgress {
  let keptAt = performance.now()
  let kept: Promise<unknown> | undefined
  return {
    tell(update) {
      if (database === undefined || performance.now() - keptAt < everyMs) return
      keptAt = performance.now()
      // Progress that can't be kept ends no step.
      kept = write(database, runId, update).catch(() => undefined)
    },
    async close() {
      if (database === undefined || kept === undefined) return
      await kept
      await database.queries.deleteFrom('run_progress').where('run_id', '=', runId).execute()
    },
  }
}

function write(
  { queries }: DatabaseSession,
  runId: RunId,
  { work, done, total = null }: Omit<ProgressUpdate, 'total'> & { readonly total?: number | null },
): Promise<unknown> {
  return queries
    .insertInto('run_progress')
    .values({ run_id: runId, work, done, total })
    .onConflict((conflict) => conflict.column('run_id').doUpdateSet({ work, done, total }))
    .execute()
}

/** How far some runs are, as whoever runs them has told last. */
export async function listProgress(
  { queries }: DatabaseSession,
  runIds: readonly RunId[],
): Promise<ReadonlyMap<RunId, ProgressUpdate>> {
  const found = new Map<RunId, ProgressUpdate>()
  for (const some of chunksOf(runIds)) {
    const rows = await queries
      .selectFrom('run_progress')
      .selectAll()
      .where('run_id', 'in', some)
      .execute()
    for (const { run_id: runId, work, done, total } of rows) {
      found.set(runId as RunId, { work, done, ...(total === null ? {} : { total }) })
    }
  }
  return found
}
