import { copyFile, readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { systemErrorCode } from '../../base/index.ts'
import type { KeyValue } from '../experiments/experiment.ts'
import type { LoggedDataset, LoggedPoint } from '../experiments/logged-run.ts'
import {
  toLifecycle,
  toLoggedDataset,
  toRunStatus,
  toText,
  type ForeignExperiment,
  type ForeignFile,
  type ForeignRun,
  type ForeignStore,
  type ForeignVersion,
} from './foreign-run.ts'

type Meta = Readonly<Record<string, unknown>>

/** A folder in which MLflow keeps runs as files (`mlruns`), and in which `runs export` writes them. */
export function fileStore(root: string): ForeignStore {
  return {
    name: `the runs in ${root}`,
    async *runs() {
      for (const folder of [root, join(root, '.trash')]) {
        for (const id of await listFolders(folder)) {
          const place = join(folder, id)
          const meta = await readMeta(place)
          if (meta !== undefined && 'experiment_id' in meta) yield* readExperiment(place, meta)
        }
      }
    },
    async *versions() {
      for (const name of await listFolders(join(root, 'models'))) {
        yield* readModel(root, join(root, 'models', name))
      }
    },
  }
}

async function* readModel(root: string, place: string): AsyncGenerator<ForeignVersion> {
  const model = await readMeta(place)
  if (model === undefined) return
  const aliases = await readTexts(join(place, 'aliases'))
  const numbers = (await listFolders(place)).flatMap((name) => {
    const [, number] = /^version-(\d+)$/.exec(name) ?? []
    return number === undefined ? [] : [Number(number)]
  })
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const folder = join(place, `version-${number}`)
    const meta = await readMeta(folder)
    if (meta === undefined || meta['current_stage'] === 'Deleted_Internal') continue
    const source = toText(meta['source'])
    yield {
      model: {
        name: toText(model['name']),
        description: toText(model['description']),
        tags: await readTexts(join(place, 'tags')),
      },
      version: number,
      createdMs: wholeOf(meta['creation_timestamp']) ?? 0,
      description: toText(meta['description']),
      tags: await readTexts(join(folder, 'tags')),
      stage: toText(meta['current_stage']),
      aliases: aliases.filter(({ value }) => value.trim() === String(number)).map(({ key }) => key),
      runId: toText(meta['run_id']),
      source,
      files: await readFiles(await findSource(root, source)),
    }
  }
}

/** Of a source only what lies below the store itself: the files of a run, or of a logged model. */
async function findSource(root: string, source: string): Promise<string> {
  const [, id] = /^models:\/(m-[\da-f]+)$/.exec(source) ?? []
  if (id !== undefined) {
    for (const experiment of await listFolders(root)) {
      const models = join(root, experiment, 'models')
      if ((await listFolders(models)).includes(id)) return join(models, id, 'artifacts')
    }
  }
  const [, below = ''] = /([^/]+\/[\da-f]{32}\/artifacts\/.+)$/.exec(source) ?? []
  const isInside = below !== '' && !below.split('/').includes('..')
  return join(root, isInside ? below : '.nowhere')
}

async function* readExperiment(place: string, meta: Meta): AsyncGenerator<ForeignRun> {
  const experiment: ForeignExperiment = {
    name: toText(meta['name']),
    lifecycle: toLifecycle(meta['lifecycle_stage']),
    tags: await readTexts(join(place, 'tags')),
  }
  for (const id of await listFolders(place)) {
    const run = await readMeta(join(place, id))
    if (run !== undefined && 'run_id' in run) yield readRun(place, join(place, id), run, experiment)
  }
}

async function readRun(
  place: string,
  folder: string,
  meta: Meta,
  experiment: ForeignExperiment,
): Promise<ForeignRun> {
  const tags = await readTexts(join(folder, 'tags'))
  const named = tags.find(({ key }) => key === 'mlflow.runName')?.value ?? ''
  return {
    id: toText(meta['run_id']),
    experiment,
    name: toText(meta['run_name'] ?? meta['name']) || named,
    userName: toText(meta['user_id']),
    status: toRunStatus(meta['status']),
    startMs: wholeOf(meta['start_time']),
    endMs: wholeOf(meta['end_time']),
    lifecycle: toLifecycle(meta['lifecycle_stage']),
    params: await readTexts(join(folder, 'params')),
    tags,
    points: await readPoints(join(folder, 'metrics')),
    datasets: await readDatasets(place, folder),
    files: await readFiles(join(folder, 'artifacts')),
  }
}

/** A key may hold slashes: then it is a path of folders. */
async function readTexts(folder: string): Promise<KeyValue[]> {
  const files = await listFiles(folder)
  return Promise.all(
    files.map(async (path) => ({ key: keyOf(folder, path), value: await readFile(path, 'utf8') })),
  )
}

/** Lines of `time value [step [dataset digest]]`. */
async function readPoints(folder: string): Promise<LoggedPoint[]> {
  const points: LoggedPoint[] = []
  for (const path of await listFiles(folder)) {
    const key = keyOf(folder, path)
    for (const line of (await readFile(path, 'utf8')).split('\n')) {
      const [at, value, step = '0', datasetName, datasetDigest] = line.trim().split(/\s+/)
      if (at === undefined || value === undefined || at === '') continue
      const point = { key, value: toNumber(value), atMs: Number(at), step: Number(step) }
      const origin = { datasetName, datasetDigest }
      points.push(
        datasetName === undefined || datasetDigest === undefined
          ? point
          : { ...point, origin: origin as { datasetName: string; datasetDigest: string } },
      )
    }
  }
  return points
}

async function readDatasets(place: string, folder: string): Promise<LoggedDataset[]> {
  const found: LoggedDataset[] = []
  for (const id of await listFolders(join(folder, 'inputs'))) {
    const input = await readMeta(join(folder, 'inputs', id))
    const dataset = await readMeta(join(place, 'datasets', toText(input?.['source_id'])))
    if (dataset === undefined) continue
    const tags = Object.entries((input?.['tags'] ?? {}) as Meta)
    const told = tags.map(([key, value]) => ({ key, value: toText(value) }))
    found.push(toLoggedDataset(dataset, told))
  }
  return found
}

/** The files below a folder, by their paths in it; none where there is no such folder. */
export async function readFiles(folder: string): Promise<ForeignFile[]> {
  return (await listFiles(folder)).map((path) => ({
    path: keyOf(folder, path),
    copyTo: (target) => copyFile(path, target),
  }))
}

function keyOf(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/')
}

/** Plain files alone: what a link leads to is no part of the folder. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(noneThere)
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

async function listFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(noneThere)
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

function noneThere(error: unknown): [] {
  if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) return []
  throw error
}

async function readMeta(folder: string): Promise<Meta | undefined> {
  try {
    const { parse } = await import('yaml')
    const found: unknown = parse(await readFile(join(folder, 'meta.yaml'), 'utf8'))
    return typeof found === 'object' && found !== null ? (found as Meta) : undefined
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

function wholeOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
}

/** As Python writes it: `nan`, `inf`, `-inf`. */
function toNumber(written: string): number {
  if (/^[+-]?inf(inity)?$/i.test(written)) return written.startsWith('-') ? -Infinity : Infinity
  return Number(written)
}
