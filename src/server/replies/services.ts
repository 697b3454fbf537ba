import type {
  ForecastReply,
  PredictionsReply,
  ServiceReply,
  ServicesReply,
  StoredPredictionReply,
} from '../../api/index.ts'
import { parseDuration } from '../../base/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import {
  isForecastService,
  listBatches,
  newestPredictions,
  type Forecast,
  type OpenService,
  type Prediction,
  type Service,
} from '../../serving/index.ts'
import type { OpenServices } from '../open-services.ts'
import { describedBy, toColumn, toMoment, toRow } from './wire-values.ts'

export async function readServices(
  project: OpenedProject,
  services: OpenServices,
): Promise<ServicesReply> {
  const replies = services.all.map((open) => describeService(project, services, open))
  return { services: await Promise.all(replies) }
}

/** Throws `serviceNotFound`. */
export async function readService(
  project: OpenedProject,
  services: OpenServices,
  name: string,
): Promise<ServiceReply> {
  return describeService(project, services, services.get(name))
}

async function describeService(
  project: OpenedProject,
  services: OpenServices,
  open: OpenService,
): Promise<ServiceReply> {
  const { service } = open
  const { group, column } = service.model.view.label
  const state = open.state()
  const stored = await countStored(project, service)
  const newest = [state.newestPredictionAt, stored.newestAt].flatMap((at) => at?.getTime() ?? [])
  return {
    name: service.name,
    ...describedBy(service.description),
    model: service.model.name,
    alias: service.alias,
    version: state.version ?? null,
    versionSince: toMoment(await aliasMovedAt(project, service, state.version)),
    address: `/services/${service.name}`,
    answers: isForecastService(service) ? 'series' : 'rows',
    fields: open.fields().map(({ choices, ...field }) => ({
      ...field,
      ...(choices === undefined ? {} : { choices: [...choices] }),
    })),
    output: toColumn(column, group.columns[column] ?? { type: 'float' }),
    forecast:
      service.forecast === undefined
        ? null
        : {
            entities: open.entities().map(toRow),
            horizonMs: parseDuration(service.forecast.ahead),
          },
    parts: state.parts.map((part) => ({ ...part, version: part.version ?? null })),
    requestCount: state.requestCount,
    predictionCount: stored.count + services.journaledCount(service.name),
    newestPredictionAt: newest.length === 0 ? null : new Date(Math.max(...newest)).toISOString(),
  }
}

/** Since when the alias points to the version: what matters is the move, not our start. */
async function aliasMovedAt(
  { models }: OpenedProject,
  { model, alias }: Service,
  version: number | undefined,
): Promise<Date | undefined> {
  const pointer = await models.findAlias(model.name, alias)
  return pointer?.version === version ? pointer?.movedAt : undefined
}

const mostBatches = 100_000

/** The predictions that `readPredictions` would list, less those in journals. */
async function countStored({ database }: OpenedProject, service: Service) {
  const batches = await listBatches(database, service.model.name, mostBatches)
  const own = batches.filter((one) => one.origin === 'batch' || one.service === service.name)
  return {
    count: own.reduce((sum, batch) => sum + batch.rowCount, 0),
    newestAt: own[0]?.madeAt,
  }
}

/** Throws `serviceNotFound`. */
export async function readPredictions(
  project: OpenedProject,
  services: OpenServices,
  name: string,
  options: { readonly limit: number },
): Promise<PredictionsReply> {
  const { service } = services.get(name)
  const predictions = await newestPredictions(project, service, options.limit)
  return { predictions: predictions.map(toPredictionReply) }
}

export function toPredictionReply(prediction: Prediction): StoredPredictionReply {
  const { id, service, origin, model, version, key, at, madeAt, value, features } = prediction
  const { confidence, fallback, missing } = prediction
  return {
    id,
    service: service ?? null,
    origin,
    model,
    version,
    entity: toRow(key),
    at: at.toISOString(),
    madeAt: madeAt.toISOString(),
    value,
    ...(confidence === undefined ? {} : { confidence }),
    ...(fallback === undefined ? {} : { fallback }),
    ...(missing === undefined ? {} : { missing: [...missing] }),
    features: toRow(features),
  }
}

export function toForecastReply(forecast: Forecast, now: Date): ForecastReply {
  const { model, version, madeAt, key, label, unit, points } = forecast
  return {
    ...toRow(key),
    model,
    version,
    madeAt: (madeAt ?? now).toISOString(),
    ...(unit === undefined ? {} : { unit }),
    points: points.map(({ at, value, predictionId, ahead, low, high }) => ({
      at: at.toISOString(),
      [label]: value,
      predictionId,
      ...(ahead === undefined ? {} : { ahead }),
      ...(low === undefined || high === undefined ? {} : { low, high }),
    })),
  }
}
