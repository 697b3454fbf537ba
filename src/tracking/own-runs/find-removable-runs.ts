import { sql } from 'kysely'
import type { Queries } from '../../storage/index.ts'

/** What tells of the run that made it. */
const madeByRuns = [
  'model_versions',
  'deliveries',
  'commits',
  'training_sets',
  'dataset_versions',
  'check_reports',
  'prediction_batches',
  'due_runs',
] as const

/**
 * A run of the platform with those below it, those first that have none below. Undefined where something tells of one
 * of them, or of what it made, or where one is a step of a run that stays.
 */
export async function findRemovableRuns(
  queries: Queries,
  rootId: string,
): Promise<readonly string[] | undefined> {
  const { rows } = await sql<{
    run_id: string
    parent_run_id: string | null
    status: string
  }>`
    with recursive tree (id, depth) as (
      select ${rootId}, 0
      union all
      select r.run_id, tree.depth + 1 from runs as r inner join tree on r.parent_run_id = tree.id)
    select r.run_id, r.parent_run_id, r.status from runs as r inner join tree on r.run_id = tree.id
    order by tree.depth desc`.execute(queries)
  const root = rows.at(-1)
  if (root === undefined || root.parent_run_id !== null) return undefined
  if (rows.some(({ status }) => status === 'open')) return undefined
  const ids = rows.map((row) => row.run_id)
  return (await isReferred(queries, ids)) ? undefined : ids
}

async function isReferred(queries: Queries, ids: readonly string[]): Promise<boolean> {
  for (const table of madeByRuns) {
    const query = queries.selectFrom(table).select('run_id').where('run_id', 'in', ids)
    if ((await query.limit(1).executeTakeFirst()) !== undefined) return true
  }
  const made = await queries
    .selectFrom('lineage_edges')
    .select('to_id')
    .where('from_kind', '=', 'run')
    .where('from_id', 'in', ids)
    .limit(1)
    .executeTakeFirst()
  if (made !== undefined) return true
  // What a later run has taken over instead of doing it again.
  const repeated = await queries
    .selectFrom('runs as later')
    .innerJoin('runs as own', 'own.cache_key', 'later.cache_key')
    .select('later.run_id')
    .where('own.run_id', 'in', ids)
    .where('own.status', '=', 'succeeded')
    .where('later.status', '=', 'skipped')
    .where('later.run_id', 'not in', ids)
    .limit(1)
    .executeTakeFirst()
  return repeated !== undefined
}

/** With all that the platform has of it. */
export async function removeOwnRun(queries: Queries, id: string): Promise<void> {
  for (const table of [
    'metrics',
    'run_logs',
    'artifacts',
    'run_progress',
    'cancel_requests',
  ] as const) {
    await queries.deleteFrom(table).where('run_id', '=', id).execute()
  }
  await queries
    .deleteFrom('lineage_edges')
    .where('to_kind', '=', 'run')
    .where('to_id', '=', id)
    .execute()
  await queries.deleteFrom('runs').where('run_id', '=', id).execute()
}
