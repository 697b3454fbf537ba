import { randomUUID } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { holdsSecret } from '../../base/index.ts'
import { trackingErrors } from '../errors.ts'
import { sqlLoggedFiles } from '../experiments/logged-files.ts'
import type { LoggedRun } from '../experiments/logged-run.ts'
import { sqlLoggedRunStore } from '../experiments/sql-logged-run-store.ts'
import { sqlLoggedModelStore } from '../logged-models/sql-logged-model-store.ts'
import { mediaTypeOf } from './media-type-of.ts'
import { toTexts } from './to-texts.ts'
import type { TrackDeps } from './track-deps.ts'
import type { TableCell, TrackedModel, TrackedRun } from './tracked-run.ts'

type FileKeeping = Pick<
  TrackedRun,
  'file' | 'text' | 'json' | 'figure' | 'table' | 'image' | 'model'
>

/** What a run keeps as files: content first, then its path, so that a killed process leaves all or nothing. */
export function keepFiles(
  deps: TrackDeps,
  { id, experimentId, artifactUri }: LoggedRun,
  tag: (key: string, value: string) => void,
): FileKeeping {
  const tables: { readonly path: string; readonly type: 'table' }[] = []
  const keep = async (name: string, content: Uint8Array | { readonly path: string }) =>
    keepFile(deps, `${toFolder(artifactUri)}/${parseFileName(name)}`, content)
  const text = (name: string, content: string) => keep(name, Buffer.from(content))
  return {
    file: keep,
    text,
    json: (name, value) => text(name, JSON.stringify(value)),
    figure: (name, content) => keep(name, toBytes(content)),
    async table(name, rows) {
      await text(name, writeTable(rows))
      tables.push({ path: name, type: 'table' })
      tag('mlflow.loggedArtifacts', JSON.stringify(tables))
    },
    async image(key, bytes, { step = 0, at = deps.now() } = {}) {
      const place = `step+${step}+timestamp+${at.getTime()}+${randomUUID()}`
      await keep(`images/${key.replaceAll('/', '#')}+${place}.${imageKind(bytes)}`, bytes)
      tag('mlflow.loggedImages', 'True')
    },
    model: (name, model) => keepModel(deps, { id, experimentId }, name, model),
  }
}

/** A path below the run's folder. Throws `loggedValueWrong` for what would lead elsewhere. */
function parseFileName(name: string): string {
  const isWrong = name
    .split('/')
    .some((part) => part === '' || part === '.' || part === '..' || /[\\\p{Cc}]/u.test(part))
  if (!isWrong) return name
  throw trackingErrors.loggedValueWrong({
    parameter: 'name',
    value: JSON.stringify(name),
    problem: 'It must be a path below the folder of the run.',
  })
}

async function keepModel(
  deps: TrackDeps,
  run: Pick<LoggedRun, 'id' | 'experimentId'>,
  name: string,
  { files, type, params = {} }: TrackedModel,
): Promise<string> {
  const stores = { session: deps.database, now: deps.now }
  const models = sqlLoggedModelStore(stores)
  const { id, artifactUri } = await models.create({
    experimentId: run.experimentId,
    name,
    sourceRunId: run.id,
    ...(type === undefined ? {} : { modelType: type }),
    params: toTexts(params),
    tags: [],
  })
  for (const [path, content] of Object.entries(files)) {
    await keepFile(deps, `${toFolder(artifactUri)}/${parseFileName(path)}`, toBytes(content))
  }
  await models.setStatus(id, 'LOGGED_MODEL_READY')
  await sqlLoggedRunStore(stores).logOutputs(run.id, [{ modelId: id, step: 0 }])
  return id
}

async function keepFile(
  { blobs, database, now }: TrackDeps,
  path: string,
  content: Uint8Array | { readonly path: string },
): Promise<void> {
  const isBytes = content instanceof Uint8Array
  if (holdsSecret(isBytes ? content : await readFile(content.path))) {
    throw trackingErrors.secretKept({ what: `The file ${path}` })
  }
  const digest = isBytes ? await blobs.put(content) : await blobs.putFile(content.path)
  const sizeBytes = isBytes ? content.length : (await stat(content.path)).size
  const mediaType = mediaTypeOf(path)
  await sqlLoggedFiles(database).put({ path, digest, sizeBytes, mediaType, loggedAt: now() })
}

function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content
}

function toFolder(uri: string): string {
  return uri.replace(/^mlflow-artifacts:\/*/, '')
}

function writeTable(rows: readonly Readonly<Record<string, TableCell>>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const data = rows.map((row) => columns.map((column) => row[column] ?? null))
  return JSON.stringify({ columns, data })
}

/** By its first bytes; what is none of the others is taken for a PNG. */
function imageKind(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'jpg'
  return Buffer.from(bytes.subarray(8, 12)).toString('latin1') === 'WEBP' ? 'webp' : 'png'
}
