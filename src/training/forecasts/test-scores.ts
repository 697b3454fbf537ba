import type { BackTest, ForecastScores } from '../../learn/index.ts'
import type { Evaluation, MetricValues } from '../../registry/index.ts'

/** What a back-test measures of a forecast: the first is the one that it is judged by. */
export const forecastMetrics = [
  { name: 'mae', better: 'lower' },
  { name: 'rmse', better: 'lower' },
  { name: 'coverage', better: 'higher' },
] as const

/** A back-test as the registry keeps what was measured, with how many steps ahead and which series as slices. */
export function toEvaluation({ scores, byStep, bySeries }: BackTest): Evaluation {
  const own = (of: ForecastScores) => ({ rowCount: of.pointCount, metrics: metricsOf(of) })
  return {
    ...own(scores),
    slices: {
      ahead: Object.fromEntries(byStep.map((step) => [`${step.ahead}`, own(step)])),
      series: Object.fromEntries(bySeries.map((one) => [one.series, own(one)])),
    },
  }
}

/** What naive forecasts came to on the same points. */
export function toBaselines({ scores }: BackTest): Readonly<Record<string, MetricValues>> {
  const { lastValueMae, lastValueRmse, seasonalNaiveMae, seasonalNaiveRmse } = scores
  return {
    'last value': { mae: lastValueMae, rmse: lastValueRmse },
    ...(seasonalNaiveMae === undefined || seasonalNaiveRmse === undefined
      ? {}
      : { 'seasonal naive': { mae: seasonalNaiveMae, rmse: seasonalNaiveRmse } }),
  }
}

function metricsOf({ mae, rmse, coverage }: ForecastScores): MetricValues {
  return { mae, rmse, ...(coverage === undefined ? {} : { coverage }) }
}
