import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { digestOfValue } from '../../base/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import type { ExperimentStore } from '../experiments/experiment-store.ts'
import type { LoggedFiles } from '../experiments/logged-files.ts'
import { loggedRunStatuses, type LoggedRun } from '../experiments/logged-run.ts'
import type { LoggedRunStore } from '../experiments/logged-run-store.ts'

export interface ExportDeps {
  readonly experiments: ExperimentStore
  readonly runs: LoggedRunStore
  readonly files: LoggedFiles
  readonly blobs: BlobStore
}

/**
 * Writes runs into a folder in the form of MLflow's file store, with their whole histories and files: MLflow reads
 * it, and so does `importRuns`. Throws `loggedRunNotFound`.
 */
export async function exportRuns(
  deps: ExportDeps,
  ids: readonly string[],
  folder: string,
): Promise<{ readonly runCount: number; readonly fileCount: number }> {
  let fileCount = 0
  for (const id of ids) {
    const run = await deps.runs.get(id)
    const experiment = await writeExperiment(deps, run, folder)
    fileCount += await writeRun(deps, run, experiment)
  }
  return { runCount: ids.length, fileCount }
}

async function writeExperiment(
  { experiments }: ExportDeps,
  { experimentId }: LoggedRun,
  folder: string,
): Promise<string> {
  const { name, lifecycle, createdMs, updatedMs, tags } = await experiments.get(experimentId)
  const place = join(folder, experimentId)
  await writeMeta(place, {
    artifact_location: place,
    creation_time: createdMs,
    experiment_id: experimentId,
    last_update_time: updatedMs,
    lifecycle_stage: lifecycle,
    name,
  })
  await writeTexts(join(place, 'tags'), tags)
  return place
}

async function writeRun(deps: ExportDeps, run: LoggedRun, experiment: string): Promise<number> {
  const place = join(experiment, run.id)
  await writeMeta(place, {
    artifact_uri: join(place, 'artifacts'),
    end_time: run.endMs ?? null,
    entry_point_name: '',
    experiment_id: run.experimentId,
    lifecycle_stage: run.lifecycle,
    run_id: run.id,
    run_name: run.name,
    run_uuid: run.id,
    source_name: '',
    source_type: 4,
    source_version: '',
    start_time: run.startMs ?? null,
    status: loggedRunStatuses.indexOf(run.status) + 1,
    tags: [],
    user_id: run.userName,
  })
  await writeTexts(join(place, 'params'), run.params)
  await writeTexts(join(place, 'tags'), run.tags)
  for (const key of new Set(run.metrics.map((metric) => metric.key))) {
    const { items } = await deps.runs.listHistory(run.id, key)
    const lines = items.map(({ atMs, value, step }) => `${atMs} ${toPython(value)} ${step}\n`)
    await writeText(join(place, 'metrics', key), lines.join(''))
  }
  for (const { tags, sourceType, ...dataset } of run.datasets) {
    const id = digestOfValue(dataset).slice(0, 32)
    await writeMeta(join(experiment, 'datasets', id), { ...dataset, source_type: sourceType })
    await writeMeta(join(place, 'inputs', digestOfValue([id, run.id]).slice(0, 32)), {
      destination_id: run.id,
      destination_type: 'RUN',
      source_id: id,
      source_type: 'DATASET',
      tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    })
  }
  return writeFiles(deps, run, place)
}

async function writeFiles(
  { files, blobs }: ExportDeps,
  { artifactUri }: LoggedRun,
  place: string,
): Promise<number> {
  const root = artifactUri.replace(/^mlflow-artifacts:\/*/, '')
  const found = await files.listBelow(root)
  await mkdir(join(place, 'artifacts'), { recursive: true })
  for (const { path, digest } of found) {
    const target = join(place, 'artifacts', path.slice(root.length + 1))
    await mkdir(dirname(target), { recursive: true })
    await blobs.placeFile(digest, target)
  }
  return found.length
}

async function writeMeta(place: string, meta: Readonly<Record<string, unknown>>): Promise<void> {
  const { stringify } = await import('yaml')
  await writeText(join(place, 'meta.yaml'), stringify(meta))
}

async function writeTexts(
  folder: string,
  pairs: readonly { readonly key: string; readonly value: string }[],
): Promise<void> {
  for (const { key, value } of pairs) await writeText(join(folder, key), value)
}

async function writeText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

function toPython(value: number): string {
  return Number.isNaN(value) ? 'nan' : String(value)
}
