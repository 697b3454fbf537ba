import { digestOfValue, newId, type Clock } from '../base/index.ts'
import type { BlobStore, Database } from '../storage/index.ts'
import { takeFiles, type ForeignStore, type ForeignVersion } from '../tracking/index.ts'
import { isAliasName, type AliasMoveId } from './alias-move.ts'
import { readMlmodel } from './mlmodel.ts'
import type { ModelStore } from './model-store.ts'
import type { ModelNotes } from './notes/model-notes.ts'
import { mlflowStages } from './notes/version-notes.ts'

export interface ImportVersionsDeps {
  readonly database: Database
  readonly models: ModelStore
  readonly notes: ModelNotes
  readonly blobs: BlobStore
  readonly now: Clock
  /** Whether the project itself defines a model of the name: its aliases are moved by gates alone. */
  readonly isDefined: (model: string) => boolean
}

export interface ImportedVersions {
  readonly versionCount: number
  /** Those that were there already, by model and number. */
  readonly knownCount: number
  readonly aliasCount: number
}

/**
 * Takes the versions of another registry over, under their own numbers, with files, tags, descriptions, stages and
 * aliases. What is there already is left as it is.
 */
export async function importVersions(
  deps: ImportVersionsDeps,
  store: ForeignStore,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<ImportedVersions> {
  const made = { versionCount: 0, knownCount: 0, aliasCount: 0 }
  for await (const version of store.versions()) {
    signal?.throwIfAborted()
    if (await isKnown(deps, version)) {
      made.knownCount += 1
      continue
    }
    await importVersion(deps, version)
    made.versionCount += 1
    made.aliasCount += await importAliases(deps, version)
  }
  return made
}

/** Also one that was deleted here: its number was given. */
async function isKnown({ database }: ImportVersionsDeps, { model, version }: ForeignVersion) {
  const row = await database.queries
    .selectFrom('model_versions')
    .select('version')
    .where('model', '=', model.name)
    .where('version', '=', version)
    .executeTakeFirst()
  return row !== undefined
}

async function importVersion(
  { models, notes, blobs }: ImportVersionsDeps,
  found: ForeignVersion,
): Promise<void> {
  const { name } = found.model
  if ((await notes.findModel(name)) === undefined) {
    const { description } = found.model
    await notes.createModel(name, {
      tags: toRecord(found.model.tags),
      ...(description === '' ? {} : { description }),
    })
  }
  const taken = await takeFiles(blobs, found.files)
  const files = Object.fromEntries(taken.map(({ path, digest }) => [path, digest]))
  const digest = files['MLmodel']
  const mlmodel = digest === undefined ? '' : new TextDecoder().decode(await blobs.get(digest))
  const { flavors, signature } = readMlmodel(mlmodel)
  await models.insert(
    {
      model: name,
      version: found.version,
      createdAt: new Date(found.createdMs),
      runId: found.runId === '' ? undefined : found.runId,
      trainingSetId: undefined,
      contentDigest: digestOfValue(files),
      files,
      evaluation: { rowCount: 0, metrics: {}, slices: {} },
      baselines: {},
      signature,
      details: {
        learner: flavors.join(', ') || 'imported',
        predictionMs: 0,
        parity: 0,
        importance: [],
        sizeBytes: taken.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      },
    },
    {
      source: found.source,
      tags: toRecord(found.tags),
      ...(found.description === '' ? {} : { description: found.description }),
    },
  )
  const stage = mlflowStages.find((one) => one === found.stage)
  if (stage !== undefined && stage !== 'None') {
    await notes.setMlflowStage(name, found.version, stage)
  }
}

async function importAliases(
  { models, now, isDefined }: ImportVersionsDeps,
  { model, version, aliases }: ForeignVersion,
): Promise<number> {
  if (isDefined(model.name)) return 0
  let count = 0
  for (const alias of aliases.filter(isAliasName)) {
    if ((await models.findAlias(model.name, alias)) !== undefined) continue
    const movedAt = now()
    const move = await models.move({
      id: newId<AliasMoveId>('move', movedAt),
      model: model.name,
      alias,
      from: undefined,
      to: version,
      movedAt,
      by: 'import',
      reason: 'as it was where it was imported from',
      gates: [],
      examinationId: undefined,
    })
    if (move !== undefined) count += 1
  }
  return count
}

function toRecord(pairs: ForeignVersion['tags']): Record<string, string> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value]))
}
