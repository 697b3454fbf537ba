import { digestOf, seededRandom } from '../../base/index.ts'
import { learnErrors } from '../errors.ts'

/** What a split reads of the rows, each in the order of rows. */
export interface RowsToSplit {
  /** Moments, in milliseconds. */
  readonly times: Float64Array
  readonly labels?: Float64Array
  /** Columns that a split may name, keys above all. */
  readonly columns?: Readonly<Record<string, readonly unknown[]>>
}

/** Rows that must stay together, under one number. */
export interface SplitUnits {
  /** The unit of each row. */
  readonly ofRow: Uint32Array
  /** What the rows of each unit have in common. */
  readonly values: readonly (number | string)[]
  readonly rowCounts: readonly number[]
}

/** Throws `wrongNumber` for a time that is none. */
export function momentUnits({ times }: RowsToSplit): SplitUnits {
  const row = times.findIndex((time) => !Number.isFinite(time))
  if (row >= 0) {
    const found = times[row] ?? Number.NaN
    throw learnErrors.wrongNumber({ what: 'The times', row, found, wanted: 'a moment' })
  }
  return toUnits(times)
}

export function columnUnits(owner: string, names: readonly string[], rows: RowsToSplit) {
  const columns = names.map((name) => columnTexts(owner, name, rows))
  return toUnits(Array.from(rows.times, (_, row) => JSON.stringify(columns.map((own) => own[row]))))
}

/** A column's values as texts that are the same wherever the rows come from. */
export function columnTexts(owner: string, name: string, { times, columns = {} }: RowsToSplit) {
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined
  if (column === undefined) {
    const wanted = `one of ${Object.keys(columns).join(', ')}`
    throw learnErrors.wrongSetting({ owner, setting: 'by', found: name, wanted })
  }
  if (column.length !== times.length) {
    const { length } = column
    throw learnErrors.unequalLengths({ what: name, length, rowCount: times.length })
  }
  return column.map((value) => (value instanceof Date ? value.toISOString() : String(value)))
}

function toUnits(values: Iterable<number | string>): SplitUnits {
  const numbers = new Map<number | string, number>()
  const rowCounts: number[] = []
  const ofRow = Uint32Array.from(values, (value) => {
    const unit = numbers.get(value) ?? numbers.size
    numbers.set(value, unit)
    rowCounts[unit] = (rowCounts[unit] ?? 0) + 1
    return unit
  })
  return { ofRow, values: [...numbers.keys()], rowCounts }
}

/** The units by their values, the largest first: an order that does not hang on that of the rows. */
export function orderUnits({ values }: SplitUnits): readonly number[] {
  const valueOf = (unit: number) => values[unit] ?? 0
  return [...values.keys()].toSorted((a, b) => (valueOf(a) < valueOf(b) ? 1 : -1))
}

/** The units in an order drawn by seed. */
export function drawUnits(units: SplitUnits, seed: number | string): readonly number[] {
  const stream = seededRandom(seed)
  const drawn = orderUnits(units).map((unit) => ({ unit, place: stream.next() }))
  return drawn.toSorted((a, b) => a.place - b.place).map(({ unit }) => unit)
}

/** For each unit a place in [0, 1) that hangs on nothing but its value and the seed. */
export function hashUnits({ values }: SplitUnits, seed: number | string): readonly number[] {
  return values.map((value) => {
    const digits = digestOf(`${seed}\n${value}`).slice(-13)
    return Number.parseInt(digits, 16) / 16 ** 13
  })
}
