import { forecastAhead, type FittedForecaster, type ForecastPoint } from '../../learn/index.ts'
import {
  getVersion,
  readVersionFile,
  type ModelStore,
  type ModelVersion,
} from '../../registry/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import { trainingErrors } from '../errors.ts'
import type { Forecast, SeriesDeps } from './forecast.ts'
import { forecastFile } from './train-forecast.ts'

export interface ForecastVersionDeps extends SeriesDeps {
  readonly models: ModelStore
  readonly blobs: BlobStore
}

export interface ForecastOptions {
  /** The newest, when none is told. */
  readonly version?: number
  /** As if nothing after this moment were known. */
  readonly until?: Date
}

export interface MadeForecast {
  readonly version: ModelVersion
  readonly points: readonly ForecastPoint[]
}

/** What a version says of the steps to come, of the series as they are known now. Throws `untrainedForecast`. */
export async function forecastVersion(
  deps: ForecastVersionDeps,
  forecast: Forecast,
  { version: number, until }: ForecastOptions = {},
): Promise<MadeForecast> {
  const { name } = forecast
  const version =
    number === undefined
      ? (await deps.models.list(name))[0]
      : await getVersion(deps.models, name, number)
  if (version === undefined) throw trainingErrors.untrainedForecast({ forecast: name })
  const bytes = await readVersionFile(deps.blobs, version, forecastFile)
  const fitted = JSON.parse(new TextDecoder().decode(bytes)) as FittedForecaster
  const table = await forecast.read(deps)
  const points = forecastAhead(fitted, table, until === undefined ? {} : { until: until.getTime() })
  return { version, points }
}
