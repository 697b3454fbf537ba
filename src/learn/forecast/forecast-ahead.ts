import { parseDuration } from '../../base/index.ts'
import { learnErrors } from '../errors.ts'
import type { InputColumn } from '../input-column.ts'
import { predictColumns } from '../fitted-model.ts'
import { predictIntervals } from '../predict-bounds.ts'
import { forecastColumns, type Question } from './forecast-columns.ts'
import type { FittedForecaster } from './forecaster.ts'
import { lastKnown, toSeries, type Series, type SeriesTable } from './series-table.ts'

/** A value to come. */
export interface ForecastPoint {
  readonly series: string
  /** The moment that is forecast, in milliseconds. */
  readonly at: number
  /** How many steps it is from what was known last. */
  readonly ahead: number
  readonly value: number
  /** Set where the forecaster has intervals. */
  readonly low?: number
  readonly high?: number
}

/** A value to come, with what its model was given of the past; what is not known is left out. */
export interface ExplainedPoint extends ForecastPoint {
  readonly given: Readonly<Record<string, number | string>>
}

interface Asked {
  /** In milliseconds. */
  readonly until?: number
}

/**
 * The next steps of each series, from its last value that is known (by `until`, if that is given, in
 * milliseconds). Of a series without a known value there are none.
 */
export function forecastAhead(
  fitted: FittedForecaster,
  table: SeriesTable,
  asked: Asked = {},
): readonly ForecastPoint[] {
  return explainAhead(fitted, table, asked).map(({ given: _given, ...point }) => point)
}

/** The same, each step with what its model was given. */
export function explainAhead(
  fitted: FittedForecaster,
  table: SeriesTable,
  { until = Number.POSITIVE_INFINITY }: Asked = {},
): readonly ExplainedPoint[] {
  const everyMs = parseDuration(fitted.spec.every)
  const questions = toSeries(table, everyMs).flatMap((series) => {
    const cut = { ...series, values: cutAt(series, until, everyMs) }
    const origin = lastKnown(cut)
    return origin < 0 ? [] : [{ series: cut, origin, ahead: 1 }]
  })
  return fitted.spec.way === 'recursive'
    ? stepByStep(fitted, table, questions, everyMs)
    : allAtOnce(fitted, table, questions, everyMs)
}

/** With room for what is to come. */
function cutAt({ values, start }: Series, until: number, everyMs: number): Float64Array {
  return values.map((value, place) => (start + place * everyMs <= until ? value : Number.NaN))
}

function allAtOnce(
  fitted: FittedForecaster,
  table: SeriesTable,
  starts: readonly Question[],
  everyMs: number,
): readonly ExplainedPoint[] {
  const { spec, models } = fitted
  const points = Array.from({ length: spec.steps }, (_, at) => {
    const questions = starts.map((start) => ({ ...start, ahead: at + 1 }))
    return answer(fitted, models[spec.way === 'each' ? at : 0], table, questions, everyMs)
  })
  return points.flat().toSorted(bySeries)
}

function stepByStep(
  fitted: FittedForecaster,
  table: SeriesTable,
  starts: readonly Question[],
  everyMs: number,
): readonly ExplainedPoint[] {
  const { steps } = fitted.spec
  let questions = starts.map((start) => ({ ...start, series: withRoom(start, steps) }))
  const points: ExplainedPoint[] = []
  for (let ahead = 1; ahead <= steps; ahead += 1) {
    const next = answer(fitted, fitted.models[0], table, questions, everyMs)
    for (const [at, { value }] of next.entries()) {
      const own = questions[at]
      if (own !== undefined) own.series.values[own.origin + 1] = value
    }
    points.push(...next.map((point) => ({ ...point, ahead, given: { ...point.given, ahead } })))
    questions = questions.map((own) => ({ ...own, origin: own.origin + 1 }))
  }
  return points.toSorted(bySeries)
}

function withRoom({ series, origin }: Question, steps: number): Series {
  const values = new Float64Array(Math.max(series.values.length, origin + steps + 1)).fill(
    Number.NaN,
  )
  values.set(series.values)
  return { ...series, values }
}

function bySeries(one: ForecastPoint, other: ForecastPoint): number {
  if (one.series === other.series) return one.ahead - other.ahead
  return one.series < other.series ? -1 : 1
}

function answer(
  { spec, isMany }: FittedForecaster,
  model: FittedForecaster['models'][number] | undefined,
  table: SeriesTable,
  questions: readonly Question[],
  everyMs: number,
): readonly ExplainedPoint[] {
  if (model === undefined) throw learnErrors.brokenModel({ found: 'a forecast without models' })
  if (questions.length === 0) return []
  const columns = forecastColumns(spec, table, isMany, questions, everyMs)
  const values = predictColumns(model, columns)
  const bounds = predictIntervals(model, columns)
  return questions.map(({ series, origin, ahead }, at) => {
    const from = spec.learns === 'change' ? (series.values[origin] ?? 0) : 0
    return {
      series: series.name,
      at: series.start + (origin + ahead) * everyMs,
      ahead,
      value: from + (values[at] ?? 0),
      ...(bounds === undefined
        ? {}
        : { low: from + (bounds.low[at] ?? 0), high: from + (bounds.high[at] ?? 0) }),
      given: { ahead, ...givenAt(columns, at) },
    }
  })
}

function givenAt(columns: readonly InputColumn[], row: number): ExplainedPoint['given'] {
  const given: Record<string, number | string> = {}
  for (const { name, values } of columns) {
    const value = values[row]
    if (value !== undefined && !Number.isNaN(value)) given[name] = value
  }
  return given
}
