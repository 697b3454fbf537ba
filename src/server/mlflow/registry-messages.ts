import type { Alias, ModelVersion, RegisteredModel, VersionNotes } from '../../registry/index.ts'
import type { MlflowDeps } from './endpoint.ts'
import { listed } from './messages.ts'

/** A registered model as its clients know it, with the newest version of each stage. */
export async function readModelMessage(deps: MlflowDeps, name: string) {
  const model = await deps.notes.getModel(name)
  const [aliases, latest] = await Promise.all([
    deps.models.listAliases(name),
    listLatest(deps, name, []),
  ])
  return toModelMessage(model, aliases, latest)
}

function toModelMessage(
  { name, createdAt, updatedAt, description, tags }: RegisteredModel,
  aliases: readonly Alias[],
  latest: readonly object[],
) {
  return {
    name,
    creation_timestamp: createdAt.getTime(),
    last_updated_timestamp: updatedAt.getTime(),
    description,
    latest_versions: listed(latest),
    tags: listed(toPairs(tags)),
    aliases: listed(aliases.map(({ alias, version }) => ({ alias, version: String(version) }))),
  }
}

/** Of each of MLflow's stages the newest version; of all stages where none is named. */
export async function listLatest(deps: MlflowDeps, name: string, stages: readonly string[]) {
  const notes = await deps.notes.list(name)
  const newest = new Map<string, VersionNotes>()
  for (const one of notes) if (!newest.has(one.mlflowStage)) newest.set(one.mlflowStage, one)
  const wanted = [...newest.values()].filter(
    ({ mlflowStage }) => stages.length === 0 || stages.includes(mlflowStage),
  )
  return Promise.all(wanted.map(({ version }) => readVersionMessage(deps, name, version)))
}

export async function readVersionMessage(deps: MlflowDeps, model: string, version: number) {
  const notes = await deps.notes.get(model, version)
  const [found, aliases] = await Promise.all([
    deps.models.find(model, version),
    deps.models.listAliases(model),
  ])
  const own = aliases.filter((alias) => alias.version === version).map(({ alias }) => alias)
  return toVersionMessage(found, notes, own)
}

function toVersionMessage(
  found: ModelVersion | undefined,
  notes: VersionNotes,
  aliases: readonly string[],
) {
  const { model, version, mlflowStage, description, source, runLink, loggedModelId, tags } = notes
  const created = found?.createdAt ?? notes.updatedAt
  return {
    name: model,
    version: String(version),
    creation_timestamp: created.getTime(),
    last_updated_timestamp: notes.updatedAt.getTime(),
    current_stage: mlflowStage,
    description: description ?? '',
    source: source ?? `models:/${model}/${version}`,
    run_id: found?.runId ?? '',
    run_link: runLink,
    status: 'READY',
    tags: listed(toPairs(tags)),
    aliases: listed(aliases),
    model_id: loggedModelId,
  }
}

function toPairs(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([key, value]) => ({ key, value }))
}
