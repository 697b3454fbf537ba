import { digestOfValue, type Digest, digestOf } from '../../base/index.ts'
import { learnErrors } from '../errors.ts'
import type { InputColumn } from '../input-column.ts'
import { checkLength } from '../input-column.ts'

/** Values of one or several series over time: a row for each series and moment, in any order. */
export interface SeriesTable {
  /** Of each row the name of its series; one series when left out. */
  readonly series?: readonly string[]
  /** Of each row its moment, in milliseconds. */
  readonly times: Float64Array
  /** NaN where it is not known, as in the time to come. */
  readonly target: Float64Array
  /** What is known of the time to come too: a holiday, the weather that is expected. */
  readonly known?: readonly InputColumn[]
  /** What is known only when it has happened. */
  readonly past?: readonly InputColumn[]
}

/** One series on an even grid of steps. */
export interface Series {
  readonly name: string
  /** The moment of place 0. */
  readonly start: number
  readonly values: Float64Array
  /** Of each place its row in the table; −1 where there is none. */
  readonly rows: Int32Array
}

/** Brings rows in order, one place for each step. Throws `learn.unevenTime`, `learn.unequalLengths`. */
export function toSeries(table: SeriesTable, everyMs: number): readonly Series[] {
  const { times, target, series, known = [], past = [] } = table
  checkLength('The target', target, times.length)
  if (series !== undefined) checkLength('The series', series, times.length)
  for (const column of [...known, ...past]) {
    checkLength(`Column "${column.name}"`, column.values, times.length)
  }
  const rows = Map.groupBy(times.keys(), (row) => series?.[row] ?? '')
  return [...rows]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, own]) => placeRows(name, own, table, everyMs))
}

function placeRows(
  name: string,
  own: readonly number[],
  { times, target }: SeriesTable,
  everyMs: number,
): Series {
  const ordered = own.toSorted((a, b) => (times[a] ?? 0) - (times[b] ?? 0))
  const start = times[ordered[0] ?? 0] ?? 0
  const placeOf = (row: number) => {
    const place = ((times[row] ?? 0) - start) / everyMs
    if (Number.isInteger(place)) return place
    throw learnErrors.unevenTime({ series: name, at: momentOf(times[row] ?? 0), everyMs })
  }
  const length = placeOf(ordered.at(-1) ?? 0) + 1
  const values = new Float64Array(length).fill(Number.NaN)
  const rows = new Int32Array(length).fill(-1)
  for (const row of ordered) {
    const place = placeOf(row)
    if (rows[place] !== -1) {
      throw learnErrors.momentTwice({ series: name, at: momentOf(times[row] ?? 0) })
    }
    rows[place] = row
    values[place] = target[row] ?? Number.NaN
  }
  return { name, start, values, rows }
}

function momentOf(time: number): string {
  return Number.isFinite(time) ? new Date(time).toISOString() : String(time)
}

/** The last place whose value is known; −1 where none is. */
export function lastKnown({ values }: Series): number {
  return values.findLastIndex((value) => !Number.isNaN(value))
}

/** Equal for tables of the same rows in the same order. */
export function digestOfSeries({
  series,
  times,
  target,
  known = [],
  past = [],
}: SeriesTable): Digest {
  const ofNumbers = (values: Float64Array) =>
    digestOf(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  const ofColumn = ({ name, kind, values }: InputColumn) => ({
    name,
    kind,
    values: values instanceof Float64Array ? ofNumbers(values) : digestOfValue([...values]),
  })
  return digestOfValue({
    series,
    times: ofNumbers(times),
    target: ofNumbers(target),
    known: known.map(ofColumn),
    past: past.map(ofColumn),
  })
}
