import { digestOfValue, type Digest } from '../../base/index.ts'
import {
  getVersion,
  readMlmodel,
  writeMlmodel,
  type ModelVersion,
  type Tags,
  type VersionStart,
} from '../../registry/index.ts'
import type { LoggedFile } from '../../tracking/index.ts'
import { ownPathOf } from './artifact-endpoints.ts'
import type { MlflowDeps } from './endpoint.ts'
import { mlflowErrors } from './errors.ts'
import { registryFolder } from './registry-folder.ts'

export interface Registration {
  readonly model: string
  readonly source: string
  /** Empty where it is not told, as the id below. */
  readonly runId: string
  readonly loggedModelId: string
  readonly runLink: string | undefined
  readonly description: string | undefined
  readonly tags: Tags
}

/**
 * Registers what a client has logged as a version: its files are those that are there now, whatever becomes of
 * the place that they came from. Throws `versionSourceWrong` for a place that clients may not name.
 */
export async function registerVersion(deps: MlflowDeps, asked: Registration): Promise<number> {
  const origin = await findOrigin(deps, asked)
  const { description, runLink, tags, source, model } = asked
  const mlmodel = await readText(deps, origin.files['MLmodel'])
  const { flavors, signature } = readMlmodel(mlmodel)
  const sizes = await Promise.all(
    Object.values(origin.files).map(async (digest) => deps.blobs.size(digest)),
  )
  const start: VersionStart = {
    source,
    tags,
    ...(description === undefined ? {} : { description }),
    ...(runLink === undefined ? {} : { runLink }),
    ...(origin.loggedModelId === '' ? {} : { loggedModelId: origin.loggedModelId }),
  }
  const made = await deps.models.insert(
    {
      model,
      createdAt: deps.now(),
      runId: origin.runId === '' ? undefined : origin.runId,
      trainingSetId: undefined,
      contentDigest: digestOfValue(origin.files),
      files: origin.files,
      evaluation: { rowCount: 0, metrics: origin.metrics, slices: {} },
      baselines: {},
      signature,
      details: {
        learner: flavors.join(', ') || 'logged by a client',
        predictionMs: 0,
        parity: 0,
        importance: [],
        sizeBytes: sizes.reduce((sum, size) => sum + size, 0),
      },
    },
    start,
  )
  await keepFiles(deps, made)
  return made.version
}

interface Origin {
  readonly files: ModelVersion['files']
  readonly runId: string
  readonly loggedModelId: string
  readonly metrics: Readonly<Record<string, number>>
}

async function findOrigin(deps: MlflowDeps, asked: Registration): Promise<Origin> {
  const { source } = asked
  const { runId } = asked
  const [, registered = '', number = ''] = /^models:\/([^/]+)\/(\d+)$/.exec(source) ?? []
  if (registered !== '') return originOfVersion(deps, asked, registered, Number(number))
  const [, id = asked.loggedModelId] = /^models:\/(m-[\da-f]+)$/.exec(source) ?? []
  if (id !== '') {
    const model = await deps.loggedModels.get(id)
    return {
      files: await filesBelow(deps, model.artifactUri),
      runId: runId === '' ? (model.sourceRunId ?? '') : runId,
      loggedModelId: id,
      metrics: toMetrics(model.metrics),
    }
  }
  assertSource(source)
  const metrics = runId === '' ? {} : toMetrics((await deps.runs.get(runId)).metrics)
  return { files: await filesBelow(deps, source), runId, loggedModelId: '', metrics }
}

/** A version of another model, or of the same one, registered once more. */
async function originOfVersion(
  { models, notes }: MlflowDeps,
  { runId }: Registration,
  model: string,
  version: number,
): Promise<Origin> {
  const { files, evaluation, runId: own } = await getVersion(models, model, version)
  const { loggedModelId = '' } = await notes.get(model, version)
  const from = runId === '' ? (own ?? '') : runId
  return { files, runId: from, loggedModelId, metrics: evaluation.metrics }
}

function toMetrics(points: readonly { readonly key: string; readonly value: number }[]) {
  return Object.fromEntries(
    points.flatMap(({ key, value }) => (Number.isNaN(value) ? [] : [[key, value]])),
  )
}

/** A path of the machine that the server runs on is nobody's to name; other stores clients go to themselves. */
function assertSource(source: string): void {
  const isAddress = /^[a-z][a-z\d+.-]*:/i.test(source) && !/^file:/i.test(source)
  const hasDots = /(?:^|[/\\]|%2f|%5c)(?:\.|%2e){2}(?:$|[/\\?#]|%2f|%5c)/i.test(source)
  if (!isAddress || hasDots) throw mlflowErrors.versionSourceWrong({ source })
}

/** The files at a place of ours, by their path below it; none of a place that is not. */
async function filesBelow(
  { files }: MlflowDeps,
  place: string,
): Promise<Readonly<Record<string, Digest>>> {
  const path = ownPathOf(place)
  if (path === undefined) return {}
  const found = await files.listBelow(path)
  return Object.fromEntries(
    found.map((file: LoggedFile) => [file.path.slice(path.length + 1), file.digest]),
  )
}

async function readText({ blobs }: MlflowDeps, digest: Digest | undefined): Promise<string> {
  return digest === undefined ? '' : new TextDecoder().decode(await blobs.get(digest))
}

/** Where clients load a version from: a folder that only the registry writes to. */
export async function findDownloadUri(
  deps: MlflowDeps,
  model: string,
  version: number,
): Promise<string> {
  const found = await getVersion(deps.models, model, version)
  const { source } = await deps.notes.get(model, version)
  // What lies elsewhere is still there, as far as we know.
  if (Object.keys(found.files).length === 0 && source !== undefined) return source
  await keepFiles(deps, found)
  return `mlflow-artifacts:/${registryFolder(model, version)}`
}

/** Of what was trained here, `MLmodel` is written when it is first asked for. */
async function keepFiles(deps: MlflowDeps, version: ModelVersion): Promise<void> {
  const folder = registryFolder(version.model, version.version)
  if ((await deps.files.listFolder(folder)).length > 0) return
  const files: Record<string, Digest> = { ...version.files }
  if (files['MLmodel'] === undefined && files['model.onnx'] !== undefined) {
    files['MLmodel'] = await deps.blobs.put(new TextEncoder().encode(writeMlmodel(version)))
  }
  for (const [name, digest] of Object.entries(files)) {
    await deps.files.put({
      path: `${folder}/${name}`,
      digest,
      sizeBytes: await deps.blobs.size(digest),
      mediaType: 'application/octet-stream',
      loggedAt: deps.now(),
    })
  }
}
