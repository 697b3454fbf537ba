import type { Database, Queries } from '../../storage/index.ts'
import { findRemovableRuns, removeOwnRun } from '../own-runs/find-removable-runs.ts'
import { sqlLoggedFiles } from './logged-files.ts'

export interface RemovedRuns {
  readonly runCount: number
  readonly modelCount: number
  readonly experimentCount: number
  /** Deleted ones that stay, as something tells of them or of what they made. */
  readonly keptCount: number
}

export interface RemoveOptions {
  /** What was deleted later stays. */
  readonly deletedBefore: Date
  /** Only tells what would go. */
  readonly dryRun: boolean
}

/** What a run of a program has by its id. */
const partTables = [
  'logged_params',
  'logged_tags',
  'latest_metrics',
  'metric_chunks',
  'logged_datasets',
  'logged_run_models',
  'tracking_journals',
] as const

/**
 * Removes for good the runs, logged models and experiments that were deleted. Their files are garbage then, which
 * `collectGarbage` removes.
 */
export async function removeDeleted(
  database: Database,
  { deletedBefore, dryRun }: RemoveOptions,
): Promise<RemovedRuns> {
  const beforeMs = deletedBefore.getTime()
  const { queries } = database
  const deleted = await queries
    .selectFrom('logged_runs')
    .innerJoin('experiments as e', 'e.experiment_id', 'logged_runs.experiment_id')
    .select(['logged_runs.run_id', 'e.artifact_location'])
    .where('logged_runs.lifecycle', '=', 'deleted')
    .where('deleted_ms', '<=', beforeMs)
    .execute()
  const runs: RemovableRun[] = []
  for (const { run_id: id, artifact_location: place } of deleted) {
    const ids = await removableWith(queries, id)
    if (ids !== undefined) runs.push({ ids, place })
  }
  const models = await queries
    .selectFrom('logged_models')
    .innerJoin('experiments as e', 'e.experiment_id', 'logged_models.experiment_id')
    .select(['model_id', 'e.artifact_location'])
    .where('is_deleted', '=', 1)
    .where('logged_models.updated_ms', '<=', beforeMs)
    .execute()
  if (!dryRun) {
    for (const { ids, place } of runs) {
      await database.transaction(async (session) => {
        for (const id of ids) await removeRun(session.queries, id, place)
      })
    }
    for (const { model_id: id, artifact_location: place } of models) {
      await database.transaction((session) => removeModel(session.queries, id, place))
    }
  }
  const gone = new Set(runs.flatMap(({ ids }) => ids))
  const experiments = await emptyExperiments(queries, beforeMs, dryRun ? gone : new Set())
  if (!dryRun) {
    for (const id of experiments) {
      await queries.deleteFrom('experiment_tags').where('experiment_id', '=', id).execute()
      await queries.deleteFrom('experiments').where('experiment_id', '=', id).execute()
    }
  }
  return {
    runCount: runs.length,
    modelCount: models.length,
    experimentCount: experiments.length,
    keptCount: deleted.length - runs.length,
  }
}

interface RemovableRun {
  /** It and those below it that the platform ran. */
  readonly ids: readonly string[]
  readonly place: string
}

async function removableWith(queries: Queries, id: string): Promise<readonly string[] | undefined> {
  const own = await queries
    .selectFrom('runs')
    .select('run_id')
    .where('run_id', '=', id)
    .executeTakeFirst()
  if (own !== undefined) return findRemovableRuns(queries, id)
  const version = await queries
    .selectFrom('model_versions')
    .select('run_id')
    .where('run_id', '=', id)
    .executeTakeFirst()
  return version === undefined ? [id] : undefined
}

async function removeRun(queries: Queries, id: string, place: string): Promise<void> {
  for (const table of partTables) {
    await queries.deleteFrom(table).where('run_id', '=', id).execute()
  }
  await removeFiles(queries, place, id)
  await queries.deleteFrom('logged_runs').where('run_id', '=', id).execute()
  await removeOwnRun(queries, id)
}

async function removeModel(queries: Queries, id: string, place: string): Promise<void> {
  for (const table of [
    'logged_model_params',
    'logged_model_tags',
    'logged_model_metrics',
    'logged_run_models',
    'logged_models',
  ] as const) {
    await queries.deleteFrom(table).where('model_id', '=', id).execute()
  }
  await removeFiles(queries, place, `models/${id}`)
}

async function removeFiles(queries: Queries, place: string, name: string): Promise<void> {
  const folder = place.replace(/^mlflow-artifacts:\/*/, '')
  // Files elsewhere are not ours.
  if (folder.includes(':')) return
  await sqlLoggedFiles({ queries }).remove(`${folder}/${name}`)
}

async function emptyExperiments(
  queries: Queries,
  beforeMs: number,
  gone: ReadonlySet<string>,
): Promise<readonly number[]> {
  const rows = await queries
    .selectFrom('experiments')
    .select('experiment_id')
    .where('lifecycle', '=', 'deleted')
    .where('updated_ms', '<=', beforeMs)
    .execute()
  const found: number[] = []
  for (const { experiment_id: id } of rows) {
    const runs = await queries
      .selectFrom('logged_runs')
      .select('run_id')
      .where('experiment_id', '=', id)
      .execute()
    const models = await queries
      .selectFrom('logged_models')
      .select('model_id')
      .where('experiment_id', '=', id)
      .execute()
    if (runs.every((run) => gone.has(run.run_id)) && models.length === 0) found.push(id)
  }
  return found
}
