import { limitCommits } from '../../features/index.ts'
import { forecastAhead } from '../../learn/index.ts'
import { getVersion, readForecaster, type ModelStore } from '../../registry/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import type { Prediction } from '../prediction.ts'
import { seriesName, type SeriesDeps, type ServedForecast } from './served-forecast.ts'

export type ReplayForecastDeps = SeriesDeps & {
  readonly models: ModelStore
  readonly blobs: BlobStore
}

/** What the same version says again of the series as its groups were then; NaN where it says nothing of that moment. */
export async function replayForecast(
  deps: ReplayForecastDeps,
  forecast: ServedForecast,
  { version: number, commits, knownBy, key, at }: Prediction,
): Promise<number> {
  const version = await getVersion(deps.models, forecast.name, number)
  const fitted = await readForecaster(deps.blobs, version)
  const table = await forecast.read({ ...deps, commits: limitCommits(deps.commits, commits) })
  const points = forecastAhead(fitted, table, { until: knownBy.getTime() })
  const found = points.find(
    (point) => seriesName(forecast, point.series) === key['series'] && point.at === at.getTime(),
  )
  return found?.value ?? Number.NaN
}
