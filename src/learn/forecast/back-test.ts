import { parseDuration } from '../../base/index.ts'
import { learnErrors } from '../errors.ts'
import { seasonValue, type Question } from './forecast-columns.ts'
import { fitForecaster, type FitForecasterOptions } from './fit-forecaster.ts'
import { forecastAhead, type ForecastPoint } from './forecast-ahead.ts'
import type { FittedForecaster, Forecaster } from './forecaster.ts'
import { lastKnown, toSeries, type Series, type SeriesTable } from './series-table.ts'

export interface BackTestOptions extends Omit<
  FitForecasterOptions,
  'until' | 'kept' | 'onLearned'
> {
  /** How often a forecast is made, each later than the one before. */
  readonly origins: number
  /** How many steps lie between two origins; so many as are looked ahead when left out. */
  readonly apart?: number
  /** Learns anew at each origin, or at the first one only. */
  readonly relearn?: boolean
  /** The moments themselves, in milliseconds, in place of the last ones that can be held to what came true. */
  readonly moments?: readonly number[]
  /** What was tested at a moment before this was broken off: it isn't tested again. */
  readonly kept?: ReadonlyMap<number, readonly TestedPoint[]>
  /** Hears of each moment once it is tested. */
  readonly onTested?: (moment: number, points: readonly TestedPoint[]) => Promise<void> | void
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
  /** What was known last, and what was a season before (of the newest season in which that is known). */
  readonly lastValue: number
  readonly seasonalNaive?: number
}

export interface ForecastScores {
  readonly pointCount: number
  /** Mean absolute error of the forecast, and of the naive ones on the same points. */
  readonly mae: number
  readonly rmse: number
  readonly lastValueMae: number
  readonly lastValueRmse: number
  readonly seasonalNaiveMae?: number
  readonly seasonalNaiveRmse?: number
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
  options: BackTestOptions,
): Promise<BackTest> {
  const { origins, apart = spec.steps, relearn = true, ...heard } = options
  const { kept, onTested, onProgress, ...learning } = heard
  const everyMs = parseDuration(spec.every)
  const all = toSeries(table, everyMs)
  const moments = options.moments ?? originsOf(all, spec, { count: origins, apart, everyMs })
  const points: TestedPoint[] = []
  let fitted: FittedForecaster | undefined
  for (const [at, moment] of moments.entries()) {
    const before = kept?.get(moment)
    if (before === undefined) {
      if (relearn || fitted === undefined) {
        const until = relearn ? moment : moments[0]
        fitted = await fitForecaster(spec, table, {
          ...learning,
          ...(until === undefined ? {} : { until }),
        })
      }
      const tested = testAt(fitted, table, all, moment, everyMs)
      points.push(...tested)
      await onTested?.(moment, tested)
    } else points.push(...before)
    onProgress?.({ done: at + 1, total: moments.length })
  }
  return summarizeBackTest(moments, points)
}

/** What has been learned says from moments of the past, in milliseconds, held to what came true. */
export function testForecaster(
  fitted: FittedForecaster,
  table: SeriesTable,
  moments: readonly number[],
): readonly TestedPoint[] {
  const everyMs = parseDuration(fitted.spec.every)
  const all = toSeries(table, everyMs)
  return moments.flatMap((moment) => testAt(fitted, table, all, moment, everyMs))
}

/** What points of a back-test say together. */
export function summarizeBackTest(
  origins: readonly number[],
  points: readonly TestedPoint[],
): BackTest {
  return {
    origins,
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
      ...(season === undefined ? {} : { seasonalNaive: seasonBefore(own, season) }),
    }
  })
}

/** Of the newest season in which it is known; the last value where it is in none. */
function seasonBefore(question: Question, season: number): number {
  for (let { origin } = question; origin >= 0; origin -= season) {
    const ahead = question.ahead + question.origin - origin
    const value = seasonValue({ ...question, origin, ahead }, season)
    if (!Number.isNaN(value)) return value
  }
  return question.series.values[question.origin] ?? Number.NaN
}

function score(points: readonly TestedPoint[]): ForecastScores {
  const mean = (of: (point: TestedPoint) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const mae = (of: (point: TestedPoint) => number) =>
    mean((point) => Math.abs(of(point) - point.truth))
  const rmse = (of: (point: TestedPoint) => number) =>
    Math.sqrt(mean((point) => (of(point) - point.truth) ** 2))
  const hasSeason = points.every(({ seasonalNaive }) => seasonalNaive !== undefined)
  const isBounded = points.every(({ low }) => low !== undefined)
  const own = ({ value }: TestedPoint) => value
  const last = ({ lastValue }: TestedPoint) => lastValue
  const season = ({ seasonalNaive = Number.NaN }: TestedPoint) => seasonalNaive
  return {
    pointCount: points.length,
    mae: mae(own),
    rmse: rmse(own),
    lastValueMae: mae(last),
    lastValueRmse: rmse(last),
    ...(hasSeason ? { seasonalNaiveMae: mae(season), seasonalNaiveRmse: rmse(season) } : {}),
    ...(isBounded
      ? { coverage: mean(({ low = 0, high = 0, truth }) => Number(low <= truth && truth <= high)) }
      : {}),
  }
}
