import type {
  RegisteredModelReply,
  RegisteredModelsReply,
  RegisteredModelSummaryReply,
  RegisteredVersionReply,
} from '../../api/index.ts'
import { trainablesOf, type OpenedProject } from '../../project/index.ts'
import { sqlModelNotes, type ModelVersion, type RegisteredModel } from '../../registry/index.ts'
import { registryFolder } from '../mlflow/registry-folder.ts'
import { readRecord, toVersionReply, type ModelRecord } from './models.ts'
import { toMoment } from './wire-values.ts'

export async function readRegisteredModels(project: OpenedProject): Promise<RegisteredModelsReply> {
  const defined = new Set(trainablesOf(project.definition).map(({ name }) => name))
  const models = await sqlModelNotes(project).listModels()
  const others = models.filter(({ name }) => !defined.has(name))
  return {
    models: await Promise.all(
      others.map(async (model) => toSummary(model, await readRecord(project, model))),
    ),
  }
}

/** Throws `modelNotRegistered`. */
export async function readRegisteredModel(
  project: OpenedProject,
  name: string,
): Promise<RegisteredModelReply> {
  const model = await sqlModelNotes(project).getModel(name)
  const record = await readRecord(project, model)
  return {
    ...toSummary(model, record),
    versions: record.versions.map((version) => toRegisteredVersion(version, record)),
  }
}

function toSummary(model: RegisteredModel, record: ModelRecord): RegisteredModelSummaryReply {
  return {
    name: model.name,
    description: model.description ?? null,
    tags: { ...model.tags },
    createdAt: model.createdAt.toISOString(),
    updatedAt: model.updatedAt.toISOString(),
    aliases: Object.fromEntries(record.aliases.map(({ alias, version }) => [alias, version])),
    versionCount: record.versions.length,
    newestVersionAt: toMoment(record.versions[0]?.createdAt),
  }
}

function toRegisteredVersion(version: ModelVersion, record: ModelRecord): RegisteredVersionReply {
  const note = record.notes.find((one) => one.version === version.version)
  const folder = registryFolder(version.model, version.version)
  return {
    ...toVersionReply(version, record),
    source: note?.source ?? null,
    mlflowStage: note?.mlflowStage ?? 'None',
    files: Object.keys(version.files)
      .toSorted()
      .map((name) => ({
        name,
        path: `/api/2.0/mlflow-artifacts/artifacts/${folder}/${name.split('/').map(encodeURIComponent).join('/')}`,
      })),
  }
}
