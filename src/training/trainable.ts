import type { Forecast } from './forecasts/forecast.ts'
import { forecastMetrics } from './forecasts/test-scores.ts'
import type { Model } from './model.ts'

/** What is trained, judged and registered under a name: a model of a view, or a forecast of series. */
export type Trainable = Model | Forecast

/** A metric by which something is judged; the first is the one that counts. */
export interface JudgedBy {
  readonly name: string
  readonly better: 'lower' | 'higher' | 'zero'
  /** That of the label, where the metric is one of its size. */
  readonly unit: string | undefined
}

/** Of what is predicted they are shares, in whatever unit it is. */
const withoutUnit: readonly string[] = ['r2', 'coverage']

export function judgedBy(of: Trainable): readonly JudgedBy[] {
  const { group, column } = of.view.label
  const unit = group.columns[column]?.unit
  const measures = of.kind === 'forecast' ? forecastMetrics : of.measure
  return measures.map(({ name, better }) => ({
    name,
    better,
    unit: withoutUnit.includes(name) ? undefined : unit,
  }))
}
