import { parseDuration } from '../../base/index.ts'
import { conformal } from '../conformal/conformal.ts'
import { learnErrors } from '../errors.ts'
import type { InputColumn } from '../input-column.ts'
import { fitModel } from '../fit-model.ts'
import type { FittedModel } from '../fitted-model.ts'
import type { Learner } from '../learner.ts'
import type { LearningOptions } from '../learning-data.ts'
import { forecastColumns, type Question } from './forecast-columns.ts'
import type { FittedForecaster, Forecaster } from './forecaster.ts'
import { toSeries, type Series, type SeriesTable } from './series-table.ts'

export interface FitForecasterOptions extends Omit<LearningOptions, 'from' | 'soFar'> {
  /** Learns as if nothing after this moment, in milliseconds, were known. */
  readonly until?: number
  /** The first models, learned before this was broken off. */
  readonly kept?: readonly FittedModel[]
  /** Hears of each model once it is learned. */
  readonly onLearned?: (models: readonly FittedModel[]) => Promise<void> | void
}

/** Learns from each moment of each series at which what came after is known. Throws `learn.noData`. */
export async function fitForecaster(
  spec: Forecaster,
  table: SeriesTable,
  options: FitForecasterOptions,
): Promise<FittedForecaster> {
  const { until = Number.POSITIVE_INFINITY, kept = [], onLearned, ...own } = options
  const everyMs = parseDuration(spec.every)
  const all = toSeries(table, everyMs).map((series) => knownUntil(series, until, everyMs))
  const isMany = all.length > 1
  const learn = (aheads: readonly number[], learner: Learner): Promise<FittedModel> => {
    const questions = questionsOf(spec, all, aheads, everyMs)
    if (questions.length === 0) throw learnErrors.noData({ what: 'moments with what came after' })
    const columns = forecastColumns(spec, table, isMany, questions, everyMs)
    const names = new Set(columns.map(({ name }) => name))
    const encoders = Object.entries(spec.encoders).filter(([name]) => names.has(name))
    const target = Float64Array.from(questions, (question) => truthOf(spec, question))
    return fitModel({ learner, columns, target, encoders: Object.fromEntries(encoders), ...own })
  }
  const models = [...kept]
  for (const aheads of aheadsOf(spec).slice(models.length)) {
    models.push(await learn(aheads, bounded(spec)))
    await onLearned?.(models)
  }
  return { spec, isMany, models }
}

/** Of each model the steps that it learns. */
export function aheadsOf({ way, steps }: Forecaster): readonly (readonly number[])[] {
  const all = Array.from({ length: steps }, (_, at) => at + 1)
  if (way === 'recursive') return [[1]]
  return way === 'direct' ? [all] : all.map((ahead) => [ahead])
}

/**
 * The newest rows that each model of a forecast has learned from, at most so many: what its graph is held to. In the
 * order of the models.
 */
export function learnedColumns(
  { spec, isMany }: Pick<FittedForecaster, 'spec' | 'isMany'>,
  table: SeriesTable,
  mostRows: number,
): readonly (readonly InputColumn[])[] {
  const everyMs = parseDuration(spec.every)
  const all = toSeries(table, everyMs)
  return aheadsOf(spec).map((aheads) => {
    const questions = questionsOf(spec, all, aheads, everyMs).slice(-mostRows)
    return forecastColumns(spec, table, isMany, questions, everyMs)
  })
}

function knownUntil(series: Series, until: number, everyMs: number): Series {
  const values = series.values.map((value, place) =>
    series.start + place * everyMs <= until ? value : Number.NaN,
  )
  return { ...series, values }
}

function bounded({ learner, interval, way }: Forecaster): Learner {
  if (interval === undefined) return learner
  const by = way === 'direct' ? { by: 'ahead' } : {}
  return conformal(learner, { ...interval, which: 'last', ...by })
}

/** In the order of the moments they were asked at, so that the last rows are the newest of all series. */
export function questionsOf(
  spec: Forecaster,
  all: readonly Series[],
  aheads: readonly number[],
  everyMs: number,
): readonly Question[] {
  const questions = all.flatMap((series) =>
    Array.from(series.values.keys()).flatMap((origin) =>
      aheads.map((ahead) => ({ series, origin, ahead })),
    ),
  )
  const timeOf = ({ series, origin }: Question) => series.start + origin * everyMs
  return questions
    .filter((own) => reaches(spec, own))
    .filter((own) => !Number.isNaN(lastOf(own)) && !Number.isNaN(truthOf(spec, own)))
    .toSorted((one, other) => timeOf(one) - timeOf(other))
}

/** Whether lags and season lie within the series: at its start nothing is known of them. */
export function reaches(
  { lags, season }: Forecaster,
  { origin, ahead }: Pick<Question, 'origin' | 'ahead'>,
): boolean {
  const seasonPlace = season === undefined ? 0 : origin + ahead - season * Math.ceil(ahead / season)
  return origin + 1 >= Math.max(1, ...lags) && seasonPlace >= 0
}

function lastOf({ series, origin }: Question): number {
  return series.values[origin] ?? Number.NaN
}

function truthOf({ learns }: Forecaster, question: Question): number {
  const { series, origin, ahead } = question
  const value = series.values[origin + ahead] ?? Number.NaN
  return learns === 'change' ? value - lastOf(question) : value
}
