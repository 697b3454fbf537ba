import { digestOfValue } from '../../base/index.ts'
import {
  backTest,
  fitForecaster,
  forecastAhead,
  type BackTest,
  type FittedForecaster,
  type ForecastScores,
  type SeriesTable,
} from '../../learn/index.ts'
import type { ModelVersion } from '../../registry/index.ts'
import { finishRun, logMetrics, startRun, toRunError, type RunId } from '../../tracking/index.ts'
import { describeLearner } from '../model.ts'
import type { TrainDeps, TrainOptions } from '../train-model.ts'
import { putFiles } from '../version-parts.ts'
import type { Forecast, SeriesDeps } from './forecast.ts'

export type TrainForecastDeps = TrainDeps & SeriesDeps
export type TrainForecastOptions = Pick<
  TrainOptions,
  'code' | 'log' | 'signal' | 'onProgress' | 'onStart'
>

/** The file of a version that holds what was learned. */
export const forecastFile = 'forecast.json'

/**
 * Holds forecasts of the past to what came true, learns from all that is known, and registers the result as the next
 * version; what comes out as the newest version did is that one. It is a run of kind `training`.
 */
export async function trainForecast(
  deps: TrainForecastDeps,
  forecast: Forecast,
  options: TrainForecastOptions,
): Promise<ModelVersion> {
  const { name, spec, origins, seed } = forecast
  const table = await forecast.read(deps)
  const run = await startRun(deps, {
    kind: 'training',
    name,
    settings: { forecaster: spec, origins, seed },
    code: options.code,
    inputs: { rows: table.times.length, series: new Set(table.series).size || 1 },
  })
  options.onStart?.(run.id)
  try {
    const version = await learnAndRegister(deps, forecast, table, options, run.id)
    const { version: number, contentDigest } = version
    await finishRun(deps, run.id, {
      outcome: 'succeeded',
      outputs: { version: number, contentDigest },
    })
    return version
  } catch (error) {
    await finishRun(deps, run.id, { outcome: 'failed', error: toRunError(error) })
    throw error
  }
}

async function learnAndRegister(
  deps: TrainForecastDeps,
  forecast: Forecast,
  table: SeriesTable,
  { log, signal, onProgress }: TrainForecastOptions,
  runId: RunId,
): Promise<ModelVersion> {
  const { name, spec, origins, seed } = forecast
  const learning = { seed, ...(signal === undefined ? {} : { signal }) }
  const tell = (work: string) => (told: { readonly done: number; readonly total: number }) =>
    onProgress?.({ work, done: told.done, total: told.total })
  const tested = await backTest(spec, table, {
    ...learning,
    origins,
    onProgress: tell(`holding ${name} to the past`),
  })
  const { metrics, baselines } = measuresOf(tested.scores)
  await logMetrics(
    deps,
    runId,
    Object.entries(metrics).map(([metric, value]) => ({ name: metric, value })),
  )
  const fitted = await fitForecaster(spec, table, {
    ...learning,
    onProgress: tell(`training ${name}`),
  })
  const contentDigest = digestOfValue({ fitted, metrics })
  const [newest] = await deps.models.list(name)
  if (newest?.contentDigest === contentDigest) {
    log.info(`learnt the same as version ${newest.version}: no new version`)
    return newest
  }
  const files = await putFiles(deps, runId, {
    [forecastFile]: fitted,
    'back-test.json': summaryOf(tested),
  })
  const version = await deps.models.insert({
    model: name,
    createdAt: deps.now(),
    runId,
    trainingSetId: undefined,
    contentDigest,
    files,
    evaluation: { rowCount: tested.scores.pointCount, metrics, slices: slicesOf(tested) },
    baselines,
    signature: signatureOf(forecast),
    details: {
      learner: `${describeLearner(spec.learner)}, ${spec.steps} steps of ${spec.every}`,
      predictionMs: timeForecast(deps, fitted, table),
      parity: 0,
      importance: [],
      sizeBytes: JSON.stringify(fitted).length,
    },
  })
  log.info(`registered ${name} version ${version.version}`)
  return version
}

function measuresOf({ mae, rmse, coverage, ...scores }: ForecastScores) {
  const { lastValueMae, seasonalNaiveMae } = scores
  return {
    metrics: { mae, rmse, ...(coverage === undefined ? {} : { coverage }) },
    baselines: {
      'last value': { mae: lastValueMae },
      ...(seasonalNaiveMae === undefined ? {} : { 'seasonal naive': { mae: seasonalNaiveMae } }),
    },
  }
}

/** Without the points, of which there are many. */
function summaryOf({ origins, scores, byStep, bySeries }: BackTest) {
  return { origins, scores, byStep, bySeries }
}

function slicesOf({ byStep, bySeries }: BackTest) {
  const own = ({ pointCount: rowCount, ...scores }: ForecastScores) => {
    return { rowCount, metrics: measuresOf({ pointCount: rowCount, ...scores }).metrics }
  }
  return {
    ahead: Object.fromEntries(byStep.map(({ ahead, ...scores }) => [`${ahead}`, own(scores)])),
    series: Object.fromEntries(bySeries.map(({ series, ...scores }) => [series, own(scores)])),
  }
}

function signatureOf({ unit, spec }: Forecast): ModelVersion['signature'] {
  return {
    inputs: spec.lags.map((lag) => ({ name: `lag${lag}`, type: 'float' })),
    output: { name: 'value', type: 'float', ...(unit === undefined ? {} : { unit }) },
  }
}

function timeForecast(
  { stopwatch }: TrainForecastDeps,
  fitted: FittedForecaster,
  table: SeriesTable,
): number {
  const start = stopwatch()
  forecastAhead(fitted, table)
  return stopwatch() - start
}
