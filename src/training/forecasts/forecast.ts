import { defineGroup, defineView, type newestRows, type View } from '../../features/index.ts'
import {
  learnErrors,
  mae,
  rmse,
  type Forecaster,
  type Metric,
  type SeriesTable,
} from '../../learn/index.ts'
import type { CardText, Gate } from '../../registry/index.ts'
import { float, text, timestamp } from '../../table/index.ts'

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
  /** What its errors are measured by; the first is the one that it is judged by. */
  readonly measure: readonly Metric[]
  /** By whose values it is judged apart. */
  readonly slices: readonly string[]
  /** Asked of a version's back-test before an alias moves to it. */
  readonly gates: readonly Gate[]
  /** As of a model: who approves a version before it becomes the champion. */
  readonly approval?: 'person' | 'rule'
  /** The parts of its card that only a person can write. */
  readonly card?: Partial<CardText>
  readonly seed: number
  /** How its predictions are kept: by series and moment, as a model's are by key and moment. */
  readonly view: View
}

/** Declares a forecast: `defineForecast({ name: 'prices', spec: forecaster({ … }), read })`. Throws `learn.wrongSetting`. */
export function defineForecast(
  definition: Pick<Forecast, 'name' | 'spec' | 'read'> &
    Partial<Omit<Forecast, 'kind' | 'view' | 'measure' | 'slices'>>,
): Forecast {
  const { name, unit } = definition
  const view = seriesView(name, unit)
  const forecast: Forecast = {
    kind: 'forecast',
    origins: 6,
    gates: [],
    seed: 1,
    ...definition,
    measure: [mae(), rmse()],
    slices: ['series'],
    view,
  }
  const { origins: found } = forecast
  if (!Number.isInteger(found) || found < 1 || found > 1000) {
    const wanted = 'a whole number from 1 to 1000'
    throw learnErrors.wrongSetting({ owner: 'defineForecast', setting: 'origins', found, wanted })
  }
  return Object.freeze(forecast)
}

function seriesView(name: string, unit: string | undefined): View {
  const series = defineGroup({
    name: `${name}-series`,
    key: ['series'],
    time: 'at',
    columns: {
      series: text({ description: 'Which series' }),
      at: timestamp({ description: 'The moment of the value' }),
      value: float(unit === undefined ? {} : { unit }),
    },
  })
  return defineView({ name, label: series.column('value'), features: {} })
}
