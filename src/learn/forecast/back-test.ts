import { parseDuration } from '../../base/index.ts'
import { learnErrors } from '../errors.ts'
import { seasonValue } from './forecast-columns.ts'
import { fitForecaster, type FitForecasterOptions } from './fit-forecaster.ts'
import { forecastAhead, type ForecastPoint } from './forecast-ahead.ts'
import type { FittedForecaster, Forecaster } from './forecaster.ts'
import { lastKnown, toSeries, type Series, type SeriesTable } from './series-table.ts'

export interface BackTestOptions extends Omit<FitForecasterOptions, 'until'> {
  /** How often a forecast is made, each later than the one before. */
  readonly origins: number
  /** How many steps lie between two origins; so many as are looked ahead when left out. */
  readonly apart?: number
  /** Learns anew at each origin, or at the first one only. */
  readonly relearn?: boolean
}

export interface BackTest {
  /** Moments at which forecasts were made, in milliseconds. */
  readonly origins: readonly number[]
  /** What was forecast, beside what came true, and what naive forecasts said of it. */
  readonly points: readonly TestedPoint[]
  readonly scores: ForecastScores
  readonly byStep: readonly (ForecastScores & { readonly ahead: number })[]
  readonly bySeries: readonly (ForecastScores & { readonly series: string })[]
}

export interface TestedPoint extends ForecastPoint {
  readonly origin: number
  readonly truth: number
  /** What was known last, and what was a season before. */
  readonly lastValue: number
  readonly seasonalNaive?: number
}

export interface ForecastScores {
  readonly pointCount: number
  /** Mean absolute error of the forecast, and of the naive ones on the same points. */
  readonly mae: number
  readonly rmse: number
  readonly lastValueMae: number
  readonly seasonalNaiveMae?: number
  /** The share of truths within the interval, if there is one. */
  readonly coverage?: number
}

/**
 * Forecasts from one moment after the other as if what came later were not known yet (rolling origin), and holds
 * each to what came true. Throws `learn.noData` for a series that is too short.
 */
export async function backTest(
  spec: Forecaster,
  table: SeriesTable,
  { origins, apart = spec.steps, relearn = true, ...options }: BackTestOptions,
): Promise<BackTest> {
  const everyMs = parseDuration(spec.every)
  const all = toSeries(table, everyMs)
  const moments = originsOf(all, spec, { count: origins, apart, everyMs })
  const points: TestedPoint[] = []
  let fitted: FittedForecaster | undefined
  for (const [at, until] of moments.entries()) {
    if (relearn || fitted === undefined) {
      fitted = await fitForecaster(spec, table, { ...options, until })
    }
    points.push(...testAt(fitted, table, all, until, everyMs))
    options.onProgress?.({ done: at + 1, total: moments.length })
  }
  return {
    origins: moments,
    points,
    scores: score(points),
    byStep: [...Map.groupBy(points, ({ ahead }) => ahead)]
      .toSorted(([one], [other]) => one - other)
      .map(([ahead, own]) => ({ ahead, ...score(own) })),
    bySeries: [...Map.groupBy(points, ({ series }) => series)].map(([series, own]) => ({
      series,
      ...score(own),
    })),
  }
}

/** The last ones after which all steps are known. */
function originsOf(
  all: readonly Series[],
  { steps }: Forecaster,
  { count, apart, everyMs }: { count: number; apart: number; everyMs: number },
): readonly number[] {
  const ends = all.map((own) => own.start + lastKnown(own) * everyMs)
  const last = Math.max(...ends) - steps * everyMs
  const first = Math.min(...all.map(({ start }) => start))
  const moments = Array.from(
    { length: count },
    (_, at) => last - (count - 1 - at) * apart * everyMs,
  )
  if (count < 1 || (moments[0] ?? first) <= first + steps * everyMs) {
    throw learnErrors.noData({ what: `moments before ${count} origins, ${apart} steps apart,` })
  }
  return moments
}

function testAt(
  fitted: FittedForecaster,
  table: SeriesTable,
  all: readonly Series[],
  until: number,
  everyMs: number,
): readonly TestedPoint[] {
  const { season } = fitted.spec
  const byName = new Map(all.map((series) => [series.name, series]))
  return forecastAhead(fitted, table, { until }).flatMap((point) => {
    const series = byName.get(point.series)
    if (series === undefined) return []
    const place = (point.at - series.start) / everyMs
    const truth = series.values[place] ?? Number.NaN
    const origin = place - point.ahead
    const own = { series, origin, ahead: point.ahead }
    if (Number.isNaN(truth)) return []
    return {
      ...point,
      origin: until,
      truth,
      lastValue: series.values[origin] ?? Number.NaN,
      ...(season === undefined ? {} : { seasonalNaive: seasonValue(own, season) }),
    }
  })
}

function score(points: readonly TestedPoint[]): ForecastScores {
  const mean = (of: (point: TestedPoint) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const hasSeason = points.every(({ seasonalNaive }) => seasonalNaive !== undefined)
  const isBounded = points.every(({ low }) => low !== undefined)
  return {
    pointCount: points.length,
    mae: mean(({ value, truth }) => Math.abs(value - truth)),
    rmse: Math.sqrt(mean(({ value, truth }) => (value - truth) ** 2)),
    lastValueMae: mean(({ lastValue, truth }) => Math.abs(lastValue - truth)),
    ...(hasSeason
      ? {
          seasonalNaiveMae: mean(({ seasonalNaive = 0, truth }) => Math.abs(seasonalNaive - truth)),
        }
      : {}),
    ...(isBounded
      ? { coverage: mean(({ low = 0, high = 0, truth }) => Number(low <= truth && truth <= high)) }
      : {}),
  }
}
