import type { DatabaseSession } from '../storage/index.ts'
import type { RunError, RunId, RunKind, RunStatus } from './run.ts'

/** A run in a few words, so that a thousand of them are read at once. */
export interface RunOutline {
  readonly id: RunId
  /** Undefined for the one at the top. */
  readonly parentId: RunId | undefined
  readonly kind: RunKind
  readonly name: string
  readonly status: RunStatus
  readonly startedAt: Date
  readonly endedAt: Date | undefined
  readonly reason: string | undefined
  readonly error: RunError | undefined
}

const mostOutlined = 10_000

/** All runs below a run, however deep, by the time of their start; itself left out. */
export async function outlineRuns(
  { database }: { readonly database: DatabaseSession },
  runId: RunId,
): Promise<readonly RunOutline[]> {
  const rows = await database.queries
    .withRecursive('below', (queries) =>
      queries
        .selectFrom('runs')
        .select('run_id')
        .where('parent_run_id', '=', runId)
        .unionAll((union) =>
          union
            .selectFrom('runs')
            .innerJoin('below', 'runs.parent_run_id', 'below.run_id')
            .select('runs.run_id'),
        ),
    )
    .selectFrom('runs')
    .innerJoin('below', 'below.run_id', 'runs.run_id')
    .select(['runs.run_id', 'parent_run_id', 'kind', 'name', 'status'])
    .select(['started_at', 'ended_at', 'reason', 'error'])
    .orderBy('runs.run_id')
    .limit(mostOutlined)
    .execute()
  return rows.map((row) => ({
    id: row.run_id as RunId,
    parentId: (row.parent_run_id ?? undefined) as RunId | undefined,
    kind: row.kind as RunKind,
    name: row.name,
    status: row.status as RunStatus,
    startedAt: new Date(row.started_at),
    endedAt: row.ended_at === null ? undefined : new Date(row.ended_at),
    reason: row.reason ?? undefined,
    error: row.error === null ? undefined : (JSON.parse(row.error) as RunError),
  }))
}
