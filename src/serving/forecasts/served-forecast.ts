import { parseDuration, type Duration } from '../../base/index.ts'
import type { newestRows } from '../../features/index.ts'
import type { Forecaster, SeriesTable } from '../../learn/index.ts'
import type { ServedModel } from '../served-model.ts'

/** What reading series may ask of a project. */
export type SeriesDeps = Parameters<typeof newestRows>[0]

/** What serving needs of a forecast of series; its view says how its predictions are kept. */
export interface ServedForecast extends ServedModel {
  readonly kind: 'forecast'
  readonly spec: Forecaster
  readonly unit?: string
  readonly read: (deps: SeriesDeps) => Promise<SeriesTable>
}

/** Whether what a service stands for is a forecast of series, not a model of rows. */
export function isForecast(model: ServedModel): model is ServedForecast {
  return 'kind' in model && model.kind === 'forecast'
}

/** How far ahead it looks. */
export function horizonOf({ spec: { every, steps } }: ServedForecast): Duration {
  return `${(parseDuration(every) * steps) / 1000}s`
}

/** What a series is called: the only one as its forecast is. */
export function seriesName({ name }: Pick<ServedForecast, 'name'>, series: string): string {
  return series === '' ? name : series
}
