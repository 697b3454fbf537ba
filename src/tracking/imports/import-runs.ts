import type { Clock, Progress } from '../../base/index.ts'
import type { BlobStore, Database, Queries } from '../../storage/index.ts'
import { parsePoint } from '../experiments/check-batch.ts'
import { newExperimentRow } from '../experiments/insert-default-experiment.ts'
import { nextExperimentNumber } from '../experiments/open-experiment.ts'
import { sqlLoggedFiles } from '../experiments/logged-files.ts'
import { runNameTag } from '../experiments/logged-run.ts'
import { writeDatasets } from '../experiments/write-datasets.ts'
import { writeMetrics } from '../experiments/write-metrics.ts'
import { writeParams, writeTags } from '../experiments/write-params.ts'
import type { ForeignExperiment, ForeignRun, ForeignStore } from './foreign-run.ts'
import { takeFiles } from './take-files.ts'

export interface ImportDeps {
  readonly database: Database
  readonly blobs: BlobStore
  readonly now: Clock
}

export interface ImportedRuns {
  readonly runCount: number
  /** Those that were there already, by their id. */
  readonly knownCount: number
  readonly experimentCount: number
  readonly pointCount: number
  readonly fileCount: number
}

/**
 * Takes the runs of another store over, under their own ids, each whole or not at all: what is there already is
 * left as it is, so that an import that broke off goes on where it was. Experiments are joined by name.
 */
export async function importRuns(
  deps: ImportDeps,
  store: ForeignStore,
  { onProgress, signal }: { readonly onProgress?: Progress; readonly signal?: AbortSignal } = {},
): Promise<ImportedRuns> {
  const made = { runCount: 0, knownCount: 0, experimentCount: 0, pointCount: 0, fileCount: 0 }
  for await (const run of store.runs()) {
    signal?.throwIfAborted()
    if (await isKnown(deps.database.queries, run.id)) {
      made.knownCount += 1
      continue
    }
    const files = await takeFiles(deps.blobs, run.files)
    await deps.database.transaction(async ({ queries, ...session }) => {
      const { number, location, isNew } = await joinExperiment(queries, run.experiment, deps.now())
      if (isNew) made.experimentCount += 1
      await insertRun(queries, number, run)
      const logged = sqlLoggedFiles({ queries, ...session })
      const folder = `${location}/${run.id}/artifacts`
      for (const { path, ...file } of files) {
        const loggedAt = new Date(run.startMs ?? 0)
        const mediaType = 'application/octet-stream'
        await logged.put({ ...file, path: `${folder}/${path}`, mediaType, loggedAt })
      }
    })
    made.runCount += 1
    made.pointCount += run.points.length
    made.fileCount += files.length
    onProgress?.({ work: 'importing runs', done: made.runCount })
  }
  return made
}

async function isKnown(queries: Queries, id: string): Promise<boolean> {
  const query = queries.selectFrom('logged_runs').select('run_id').where('run_id', '=', id)
  return (await query.executeTakeFirst()) !== undefined
}

/** The experiment of that name, made where there is none. Its files are ours, wherever they were. */
async function joinExperiment(queries: Queries, experiment: ForeignExperiment, now: Date) {
  const { name, lifecycle, tags } = experiment
  const known = await queries
    .selectFrom('experiments')
    .select(['experiment_id', 'artifact_location'])
    .where('name', '=', name)
    .executeTakeFirst()
  if (known !== undefined) {
    const [, own] = /^mlflow-artifacts:\/*(.*)$/.exec(known.artifact_location) ?? []
    return {
      number: known.experiment_id,
      location: own ?? String(known.experiment_id),
      isNew: false,
    }
  }
  const number = await nextExperimentNumber(queries)
  const row = { ...newExperimentRow(number, name, now), lifecycle }
  await queries.insertInto('experiments').values(row).execute()
  const unique = new Map(tags.map(({ key, value }) => [key, value]))
  for (const [key, value] of unique) {
    await queries
      .insertInto('experiment_tags')
      .values({ experiment_id: number, key, value })
      .execute()
  }
  return { number, location: String(number), isNew: true }
}

async function insertRun(queries: Queries, experiment: number, run: ForeignRun): Promise<void> {
  const { id, name, userName, status, startMs, endMs, lifecycle } = run
  await queries
    .insertInto('logged_runs')
    .values({
      run_id: id,
      experiment_id: experiment,
      name,
      user_name: userName,
      status,
      start_ms: startMs ?? null,
      end_ms: endMs ?? null,
      lifecycle,
      deleted_ms: lifecycle === 'deleted' ? (endMs ?? startMs ?? 0) : null,
    })
    .execute()
  await writeParams(queries, id, toMap(run.params))
  await writeTags(queries, id, toMap([...run.tags, { key: runNameTag, value: name }]))
  const points = run.points.map((point) => parsePoint(point, 'metrics.'))
  const atOnce = 1000
  for (let at = 0; at < points.length; at += atOnce) {
    await writeMetrics(queries, id, points.slice(at, at + atOnce))
  }
  await writeDatasets(queries, id, run.datasets)
}

function toMap(pairs: ForeignRun['params']): ReadonlyMap<string, string> {
  return new Map(pairs.map(({ key, value }) => [key, value]))
}
