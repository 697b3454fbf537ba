import type { InputColumn } from '../input-column.ts'
import type { CalendarPart, Forecaster } from './forecaster.ts'
import type { Series, SeriesTable } from './series-table.ts'

/** What is asked: from this place of a series, so many steps ahead. */
export interface Question {
  readonly series: Series
  /** The last place whose value is taken for known. */
  readonly origin: number
  readonly ahead: number
}

/** The raw columns that a model of the forecast reads, a row for each question. */
export function forecastColumns(
  spec: Forecaster,
  table: SeriesTable,
  isMany: boolean,
  questions: readonly Question[],
  everyMs: number,
): readonly InputColumn[] {
  const number = (name: string, of: (question: Question) => number): InputColumn => ({
    name,
    kind: 'number',
    values: Float64Array.from(questions, of),
  })
  const { lags, windows, season, calendar, way } = spec
  return [
    ...(way === 'direct' ? [number('ahead', ({ ahead }) => ahead)] : []),
    ...(isMany ? [textColumn('series', questions, ({ series }) => series.name)] : []),
    ...lags.map((lag) => number(`lag${lag}`, (own) => valueAt(own, 1 - lag))),
    ...(season === undefined ? [] : [number('lastSeason', (own) => seasonValue(own, season))]),
    ...windows.flatMap((window) => windowColumns(window, questions)),
    ...calendar.map((part) =>
      number(part, ({ series, origin, ahead }) =>
        partOf(part, series.start + (origin + ahead) * everyMs),
      ),
    ),
    ...(table.known ?? []).map((column) =>
      askedColumn(column, column.name, questions, ({ origin, ahead }) => origin + ahead),
    ),
    ...(table.past ?? []).map((column) =>
      askedColumn(column, `last ${column.name}`, questions, ({ origin }) => origin),
    ),
  ]
}

/** From the origin on; NaN where the series doesn't reach. */
function valueAt({ series, origin }: Question, by: number): number {
  return series.values[origin + by] ?? Number.NaN
}

/** The newest value that is known of the same place in a season as the one asked for. */
export function seasonValue({ series, origin, ahead }: Question, season: number): number {
  return series.values[origin + ahead - season * Math.ceil(ahead / season)] ?? Number.NaN
}

function textColumn(
  name: string,
  questions: readonly Question[],
  of: (question: Question) => string | undefined,
): InputColumn {
  return { name, kind: 'category', values: questions.map(of) }
}

function askedColumn(
  column: InputColumn,
  name: string,
  questions: readonly Question[],
  placeOf: (question: Question) => number,
): InputColumn {
  const rows = questions.map((own) => own.series.rows[placeOf(own)] ?? -1)
  if (column.kind === 'category') {
    return { name, kind: 'category', values: rows.map((row) => column.values[row]) }
  }
  const values = Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN)
  return { name, kind: 'number', values }
}

/** Over the last values up to the origin, those that are known. */
function windowColumns(window: number, questions: readonly Question[]): readonly InputColumn[] {
  const names = ['mean', 'deviation', 'least', 'most'] as const
  const columns = names.map((name) => ({
    name: `${name}${window}`,
    kind: 'number' as const,
    values: new Float64Array(questions.length).fill(Number.NaN),
  }))
  const known = new Map<string, readonly number[]>()
  for (const [row, { series, origin }] of questions.entries()) {
    const key = `${series.name}/${origin}`
    const facts =
      known.get(key) ??
      factsOf(series.values.subarray(Math.max(0, origin + 1 - window), origin + 1))
    known.set(key, facts)
    for (const [at, { values }] of columns.entries()) values[row] = facts[at] ?? Number.NaN
  }
  return columns
}

function factsOf(values: Float64Array): readonly number[] {
  const known = values.filter((value) => !Number.isNaN(value))
  if (known.length === 0) return []
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return [mean, Math.sqrt(squares / known.length), Math.min(...known), Math.max(...known)]
}

const dayMs = 86_400_000

function partOf(part: CalendarPart, time: number): number {
  const moment = new Date(time)
  switch (part) {
    case 'hour':
      return moment.getUTCHours()
    case 'weekday':
      return moment.getUTCDay()
    case 'monthDay':
      return moment.getUTCDate()
    case 'month':
      return moment.getUTCMonth() + 1
    case 'yearDay':
      return Math.floor((time - Date.UTC(moment.getUTCFullYear(), 0, 1)) / dayMs) + 1
  }
}
