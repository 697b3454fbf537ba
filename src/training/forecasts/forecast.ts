import type { newestRows } from '../../features/index.ts'
import { learnErrors, type Forecaster, type SeriesTable } from '../../learn/index.ts'

/** What reading series may ask of a project. */
export type SeriesDeps = Parameters<typeof newestRows>[0]

/** Series of a project whose values to come are foretold, several steps at once. */
export interface Forecast {
  readonly kind: 'forecast'
  readonly name: string
  readonly description?: string
  /** What is learned, and how far it looks. */
  readonly spec: Forecaster
  /** Of the values. */
  readonly unit?: string
  /** Past moments at which a version is held to what came true. */
  readonly origins: number
  /** The series as they are known now, with what is known of the time to come. */
  readonly read: (deps: SeriesDeps) => Promise<SeriesTable>
  readonly seed: number
}

/** Declares a forecast: `defineForecast({ name: 'prices', spec: forecaster({ … }), read })`. Throws `learn.wrongSetting`. */
export function defineForecast(
  definition: Pick<Forecast, 'name' | 'spec' | 'read'> & Partial<Omit<Forecast, 'kind'>>,
): Forecast {
  const forecast: Forecast = { kind: 'forecast', origins: 6, seed: 1, ...definition }
  const { origins: found } = forecast
  if (!Number.isInteger(found) || found < 1 || found > 1000) {
    const wanted = 'a whole number from 1 to 1000'
    throw learnErrors.wrongSetting({ owner: 'defineForecast', setting: 'origins', found, wanted })
  }
  return Object.freeze(forecast)
}
