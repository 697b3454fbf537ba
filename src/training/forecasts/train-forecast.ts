import { digestOfValue } from '../../base/index.ts'
import {
  backTest,
  digestOfSeries,
  fitForecaster,
  forecastAhead,
  profileForecaster,
  type FittedForecaster,
  type SeriesTable,
} from '../../learn/index.ts'
import { forecastFiles, type ModelVersion } from '../../registry/index.ts'
import { finishRun, logMetrics, startRun, toRunError, type OpenRun } from '../../tracking/index.ts'
import { describeLearner } from '../model.ts'
import type { TrainDeps, TrainOptions } from '../train-model.ts'
import { putFiles } from '../version-parts.ts'
import type { Forecast, SeriesDeps } from './forecast.ts'
import { openForecastCheckpoints } from './forecast-checkpoints.ts'
import { forecastGraphs } from './forecast-graphs.ts'
import { toBaselines, toEvaluation } from './test-scores.ts'

export type TrainForecastDeps = TrainDeps & SeriesDeps
export type TrainForecastOptions = Pick<
  TrainOptions,
  'code' | 'log' | 'signal' | 'onProgress' | 'onStart' | 'fresh'
>

/**
 * Holds forecasts of the past to what came true, learns from all that is known, and registers the result as the next
 * version; what comes out as the newest version did is that one. It is a run of kind `training`; what one of the same
 * series, settings and code has done that was broken off is not done again.
 */
export async function trainForecast(
  deps: TrainForecastDeps,
  forecast: Forecast,
  options: TrainForecastOptions,
): Promise<ModelVersion> {
  const { name, spec, origins, seed } = forecast
  const table = await forecast.read(deps)
  const learnsFrom = { spec, origins, seed, series: digestOfSeries(table) }
  const run = await startRun(deps, {
    kind: 'training',
    name,
    settings: { forecaster: spec, origins, seed },
    code: options.code,
    inputs: { rows: table.times.length, series: new Set(table.series).size || 1 },
    cacheKey: digestOfValue({ ...learnsFrom, fingerprint: options.code.fingerprint }),
    ...(deps.runId === undefined ? {} : { parentId: deps.runId as OpenRun['id'] }),
  })
  options.onStart?.(run.id)
  try {
    const version = await learnAndRegister(deps, forecast, table, options, run)
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
  { log, signal, onProgress, fresh = false }: TrainForecastOptions,
  run: OpenRun,
): Promise<ModelVersion> {
  const { name, spec, origins, seed } = forecast
  const { id: runId, cacheKey: key = digestOfValue(runId) } = run
  const checkpoints = await openForecastCheckpoints(deps, { name, key, runId, log, fresh })
  const { tested: kept, learned } = checkpoints.soFar
  const learning = { seed, ...(signal === undefined ? {} : { signal }) }
  const tell = (work: string) => (told: { readonly done: number; readonly total: number }) =>
    onProgress?.({ work, done: told.done, total: told.total })
  const tested = await backTest(spec, table, {
    ...learning,
    origins,
    kept,
    onTested: checkpoints.keepTested,
    onProgress: tell(`holding ${name} to the past`),
  })
  const evaluation = toEvaluation(tested)
  const { metrics } = evaluation
  await logMetrics(
    deps,
    runId,
    Object.entries(metrics).map(([metric, value]) => ({ name: metric, value })),
  )
  const fitted = await fitForecaster(spec, table, {
    ...learning,
    kept: learned,
    onLearned: checkpoints.keepLearned,
    onProgress: tell(`training ${name}`),
  })
  const contentDigest = digestOfValue({ fitted, metrics })
  const [newest] = await deps.models.list(name)
  if (newest?.contentDigest === contentDigest) {
    await checkpoints.drop()
    log.info(`learnt the same as version ${newest.version}: no new version`)
    return newest
  }
  const graphs = await forecastGraphs(forecast, fitted, table)
  const files = await putFiles(deps, runId, {
    ...graphs.files,
    [forecastFiles.learned]: fitted,
    [forecastFiles.backTest]: tested,
    'signature.json': graphs.signature,
    'reference-profile.json': profileForecaster(fitted, table),
    ...(fitted.models.length === 1 ? { 'example.json': graphs.example } : {}),
  })
  const version = await deps.models.insert({
    model: name,
    createdAt: deps.now(),
    runId,
    trainingSetId: undefined,
    contentDigest,
    files,
    evaluation,
    baselines: toBaselines(tested),
    signature: graphs.signature,
    details: {
      learner: `${describeLearner(spec.learner)}, ${spec.steps} steps of ${spec.every}`,
      predictionMs: timeForecast(deps, fitted, table),
      parity: graphs.parity,
      importance: [],
      sizeBytes: Object.values(graphs.files).reduce((sum, { byteLength }) => sum + byteLength, 0),
    },
  })
  await checkpoints.drop()
  log.info(`registered ${name} version ${version.version}`)
  return version
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
