import {
  accuracy,
  bias,
  logLoss,
  mae,
  maxError,
  medianError,
  r2,
  rmse,
  rocAuc,
  weightedF1,
  type Metric,
} from '../learn/index.ts'

const known: readonly Metric[] = [
  accuracy(),
  bias(),
  logLoss(),
  mae(),
  maxError(),
  medianError(),
  r2(),
  rmse(),
  rocAuc(),
  weightedF1(),
]

/** Which end of a metric is the better one, by its last word: `validationMae` is a `mae`. */
export function metricDirection(name: string): Metric['better'] | undefined {
  const words = name.replaceAll(/[^a-z0-9]+/gi, '').toLowerCase()
  return known.find((metric) => words.endsWith(metric.name.toLowerCase()))?.better
}
