import type {
  AliasMoveReply,
  AliasMovesReply,
  GateExaminationReply,
  GateResultReply,
  ModelReply,
  ModelsReply,
  ModelSummaryReply,
  ModelVersionReply,
} from '../../api/index.ts'
import { getTrainable, judgeApart, trainablesOf, type OpenedProject } from '../../project/index.ts'
import {
  getVersion,
  sqlModelNotes,
  type Alias,
  type AliasMove,
  type Examination,
  type GateResult,
  type ModelVersion,
  type VersionNotes,
} from '../../registry/index.ts'
import { judgedBy, type Forecast, type Trainable } from '../../training/index.ts'
import { checkModelName } from '../check-model-name.ts'
import { describedBy, toColumn, toMetrics, toMoment } from './wire-values.ts'

export async function readModels(project: OpenedProject): Promise<ModelsReply> {
  const models = trainablesOf(project.definition)
  return {
    models: await Promise.all(
      models.map(async (model) => toSummary(model, await readRecord(project, model))),
    ),
  }
}

/** Throws `modelNotFound`. */
export async function readModel(project: OpenedProject, name: string): Promise<ModelReply> {
  const model = getTrainable(project.definition, name)
  const record = await readRecord(project, model)
  return {
    ...toSummary(model, record),
    versions: record.versions.map((version) => toVersionReply(version, record)),
    gates: model.gates.map((gate) => gate.name),
    services: project.definition.services
      .filter((service) => service.model.name === name)
      .map((service) => service.name),
  }
}

/** Throws `modelNotFound` or `versionNotFound`. */
export async function readModelVersion(
  project: OpenedProject,
  name: string,
  version: number,
): Promise<ModelVersionReply> {
  await checkModelName(project, name)
  const found = await getVersion(project.models, name, version)
  return toVersionReply(found, await readRecord(project, { name }))
}

/** Throws `modelNotFound`. */
export async function readAliasMoves(
  project: OpenedProject,
  name: string,
): Promise<AliasMovesReply> {
  await checkModelName(project, name)
  const moves = await project.models.listMoves(name)
  return { moves: moves.map(toAliasMoveReply) }
}

/** Asks the gates now; changes nothing. Throws `modelNotFound` or `versionNotFound`. */
export async function readGateExamination(
  project: OpenedProject,
  name: string,
  asked: { readonly version: number; readonly alias: string },
): Promise<GateExaminationReply> {
  const model = getTrainable(project.definition, name)
  const { results } = await judgeApart(project, model, asked)
  return {
    model: name,
    ...asked,
    held: results.every((result) => result.held),
    results: results.map(toGateReply),
  }
}

export function toAliasMoveReply(move: AliasMove): AliasMoveReply {
  return {
    model: move.model,
    alias: move.alias,
    from: move.from ?? null,
    to: move.to ?? null,
    movedAt: move.movedAt.toISOString(),
    by: move.by,
    reason: move.reason ?? null,
    gates: move.gates.map(toGateReply),
  }
}

export function toGateReply({ gate, held, found, wanted }: GateResult): GateResultReply {
  return { gate, held, found, wanted }
}

/** What the registry keeps of a model. */
export interface ModelRecord {
  /** Newest first. */
  readonly versions: readonly ModelVersion[]
  readonly aliases: readonly Alias[]
  readonly notes: readonly VersionNotes[]
  /** Newest first. */
  readonly examinations: readonly Examination[]
}

export async function readRecord(
  { models, database, now }: OpenedProject,
  { name }: Pick<Trainable, 'name'>,
): Promise<ModelRecord> {
  const [versions, aliases, notes, examinations] = await Promise.all([
    models.list(name),
    models.listAliases(name),
    sqlModelNotes({ database, now }).list(name),
    models.listExaminations(name),
  ])
  return { versions, aliases, notes, examinations }
}

function toSummary(model: Trainable, record: ModelRecord): ModelSummaryReply {
  const { group, column } = model.view.label
  const unit = group.columns[column]?.unit
  const pointer = record.aliases.find(({ alias }) => alias === 'champion')
  const champion = record.versions.find(({ version }) => version === pointer?.version)
  return {
    name: model.name,
    ...describedBy(model.description),
    view: model.view.name,
    forecast: model.kind === 'forecast' ? toSeriesForecast(model) : null,
    label: column,
    ...(unit === undefined ? {} : { unit }),
    aliases: Object.fromEntries(record.aliases.map(({ alias, version }) => [alias, version])),
    metrics: judgedBy(model).map(({ unit: own, ...metric }) => ({
      ...metric,
      ...(own === undefined ? {} : { unit: own }),
    })),
    versionCount: record.versions.length,
    newestVersionAt: toMoment(record.versions[0]?.createdAt),
    champion: champion === undefined ? null : toVersionReply(champion, record),
  }
}

function toSeriesForecast({ spec, origins }: Forecast): ModelSummaryReply['forecast'] {
  const { every, steps, way, interval } = spec
  return { every, steps, way, share: interval?.share ?? null, origins }
}

export function toVersionReply(
  version: ModelVersion,
  { aliases, notes, examinations }: Omit<ModelRecord, 'versions'>,
): ModelVersionReply {
  const examined = examinations.find((one) => one.version === version.version)
  const note = notes.find((one) => one.version === version.version)
  return {
    model: version.model,
    version: version.version,
    createdAt: version.createdAt.toISOString(),
    runId: version.runId ?? null,
    trainingSetId: version.trainingSetId ?? null,
    learner: version.details.learner,
    metrics: toMetrics(version.evaluation.metrics),
    baselines: Object.fromEntries(
      Object.entries(version.baselines).map(([name, metrics]) => [name, toMetrics(metrics)]),
    ),
    features: version.signature.inputs.map((input) => toColumn(input.name, input)),
    aliases: aliases.filter((alias) => alias.version === version.version).map(({ alias }) => alias),
    stage: note?.stage ?? 'candidate',
    note: note?.description ?? null,
    tags: { ...note?.tags },
    gates: (examined?.results ?? []).map(toGateReply),
  }
}
