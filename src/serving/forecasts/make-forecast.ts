import { digestOf, isSwellError } from '../../base/index.ts'
import type { AppendDeps } from '../../features/index.ts'
import {
  digestOfSeries,
  explainAhead,
  seriesHistory,
  type FittedForecaster,
} from '../../learn/index.ts'
import { readForecaster, type ModelVersion } from '../../registry/index.ts'
import { batchPredictions, type StoredDeps } from '../find-prediction.ts'
import { batchIdOf, findBatch, type PredictionBatch } from '../prediction-batch.ts'
import type { Prediction, PredictionId } from '../prediction.ts'
import { storeBatch } from '../store-batch.ts'
import { keepTruth } from './keep-truth.ts'
import type { ReadSeries } from './read-series.ts'
import { seriesName, type SeriesDeps, type ServedForecast } from './served-forecast.ts'

export type ForecastDeps = AppendDeps & SeriesDeps & StoredDeps

export interface ForecastAsked {
  readonly forecast: ServedForecast
  readonly version: ModelVersion
  /** What the version has learned, where it is at hand. */
  readonly fitted?: FittedForecaster
  readonly read: ReadSeries
  /** As if nothing after this moment were known. */
  readonly from?: Date
  readonly service?: string
}

/** What a version says of the steps to come, of each series. */
export interface MadeForecast {
  readonly batch: PredictionBatch
  /** By series, the next step first. */
  readonly points: readonly ForecastedPoint[]
}

export interface ForecastedPoint {
  readonly predictionId: PredictionId
  readonly series: string
  readonly at: Date
  readonly ahead: number
  readonly value: number
  readonly low?: number
  readonly high?: number
}

/**
 * What a version says of the steps that follow what is known of each series, kept as predictions of that version. The
 * same version, series and moment give the predictions that are there already.
 */
export async function makeForecast(
  deps: ForecastDeps,
  asked: ForecastAsked,
): Promise<MadeForecast> {
  const { forecast, version, read } = asked
  const { knownBy, isPast } = knownMoment(asked)
  const origin = isPast ? 'hindcast' : 'batch'
  const series = digestOfSeries(read.table)
  const id = batchIdOf({ model: version.model, version: version.version, series, knownBy, origin })
  const before = await findBatch(deps.database, id)
  if (before !== undefined) return recall(deps, forecast, before)
  await keepTruth(deps, forecast, read.table)
  const fitted = asked.fitted ?? (await readForecaster(deps.blobs, version))
  const madeAt = deps.now()
  const common = {
    model: version.model,
    version: version.version,
    origin,
    knownBy,
    madeAt,
  } as const
  const ofService = asked.service === undefined ? {} : { service: asked.service }
  const points = explainAhead(fitted, read.table, { until: knownBy.getTime() })
  const predictions = points.map(
    ({ series: name, at, value, low, high, given }, place): Prediction => ({
      id: `prd_${digestOf(`${id} ${place}`).slice(0, 24)}` as PredictionId,
      ...common,
      ...ofService,
      key: { series: seriesName(forecast, name) },
      at: new Date(at),
      value,
      features: given,
      deliveries: {},
      commits: read.commits,
      ...(low === undefined || high === undefined ? {} : { reply: { low, high } }),
    }),
  )
  try {
    const batch = await storeBatch(deps, forecast, {
      batch: { id, ...common, ...ofService, runId: deps.runId },
      predictions,
      commitIds: read.commitIds,
    })
    return { batch, points: predictions.map(toPoint) }
  } catch (error) {
    // Another process has made the very same in the meantime.
    const made = isSwellError(error, 'storage.notUnique') && (await findBatch(deps.database, id))
    if (made) return recall(deps, forecast, made)
    throw error
  }
}

/** The last moment that is used, and whether more is known. */
function knownMoment({ forecast, read, from }: ForecastAsked) {
  const lastOf = (until?: number) =>
    seriesHistory(forecast.spec, read.table, until).reduce(
      (latest, { last = -Infinity }) => Math.max(latest, last),
      -Infinity,
    )
  const newest = lastOf()
  const used = from === undefined ? newest : lastOf(from.getTime())
  return { knownBy: new Date(Number.isFinite(used) ? used : 0), isPast: used < newest }
}

async function recall(
  deps: ForecastDeps,
  forecast: ServedForecast,
  batch: PredictionBatch,
): Promise<MadeForecast> {
  const points = (await batchPredictions(deps, forecast, batch)).map(toPoint)
  const order = (one: ForecastedPoint, other: ForecastedPoint) =>
    one.series === other.series ? one.ahead - other.ahead : one.series < other.series ? -1 : 1
  return { batch, points: points.toSorted(order) }
}

function toPoint({ id, key, at, value, features, reply }: Prediction): ForecastedPoint {
  const { low, high } = (reply ?? {}) as { readonly low?: number; readonly high?: number }
  return {
    predictionId: id,
    series: String(key['series']),
    at,
    ahead: Number(features['ahead']),
    value,
    ...(low === undefined || high === undefined ? {} : { low, high }),
  }
}
