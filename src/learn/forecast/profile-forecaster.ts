import { parseDuration } from '../../base/index.ts'
import { predictColumns } from '../fitted-model.ts'
import type { InputColumn } from '../input-column.ts'
import { profileColumns } from '../reference-profile/profile-columns.ts'
import type { ReferenceProfile } from '../reference-profile/reference-profile.ts'
import { aheadsOf, questionsOf } from './fit-forecaster.ts'
import { forecastColumns, type Question } from './forecast-columns.ts'
import type { FittedForecaster } from './forecaster.ts'
import { toSeries, type SeriesTable } from './series-table.ts'

/** So many rows, at even distances, tell what a forecast reads as well as all of them. */
const mostRows = 20_000

/** What the models of a forecast were given of the past, what they say of that (`prediction`), and what came true (`outcome`). */
export function profileForecaster(fitted: FittedForecaster, table: SeriesTable): ReferenceProfile {
  const { spec, isMany, models } = fitted
  const everyMs = parseDuration(spec.every)
  const all = toSeries(table, everyMs)
  const most = Math.ceil(mostRows / models.length)
  const parts = aheadsOf(spec).flatMap((aheads, at) => {
    const model = models[at]
    if (model === undefined) return []
    const questions = thin(questionsOf(spec, all, aheads, everyMs), most)
    const columns = forecastColumns(spec, table, isMany, questions, everyMs)
    const said = predictColumns(model, columns)
    const from = ({ series, origin }: Question) =>
      spec.learns === 'change' ? (series.values[origin] ?? Number.NaN) : 0
    const prediction = said.map((value, row) => {
      const question = questions[row]
      return question === undefined ? Number.NaN : value + from(question)
    })
    const outcome = Float64Array.from(
      questions,
      ({ series, origin, ahead }) => series.values[origin + ahead] ?? Number.NaN,
    )
    return [[...columns, numbers('prediction', prediction), numbers('outcome', outcome)]]
  })
  return profileColumns(parts.length === 0 ? [] : parts.reduce(joinRows))
}

function thin(questions: readonly Question[], most: number): readonly Question[] {
  const each = Math.ceil(questions.length / most)
  return each <= 1 ? questions : questions.filter((_, at) => at % each === 0)
}

function numbers(name: string, values: Float64Array): InputColumn {
  return { name, kind: 'number', values }
}

function joinRows(one: readonly InputColumn[], other: readonly InputColumn[]): InputColumn[] {
  return one.map((column, at): InputColumn => {
    const more = other[at]
    if (column.kind === 'category') {
      return more?.kind === 'category'
        ? { ...column, values: [...column.values, ...more.values] }
        : column
    }
    return more?.kind === 'number'
      ? { ...column, values: Float64Array.of(...column.values, ...more.values) }
      : column
  })
}
