import { countBelow } from '../../../base/index.ts'
import { placer } from './column-scores.ts'
import type { LearnedColumn, LearnedGenerator } from './learned-generator.ts'

/** How near rows come to the nearest of those that were learned from, from 0 (the same) to 1. */
export interface Nearness {
  /** Rows of the table that nothing was learned from. */
  readonly heldOut: Distances
  readonly made: Distances
  /** The share of made rows that are nearer than 19 of 20 held-out rows; 0.05 is to be expected. */
  readonly nearerShare: number
}

export interface Distances {
  /** One row in twenty is nearer. */
  readonly low: number
  readonly median: number
}

type Rows = readonly Readonly<Record<string, unknown>>[]

/**
 * Compares how near made up rows and held-out rows come to learned ones: made rows that are nearer than
 * real ones give away what they were made from. Undefined with less than 20 rows of each.
 */
export function nearestRecords(
  learned: LearnedGenerator,
  rows: { readonly learned: Rows; readonly heldOut: Rows; readonly made: Rows },
): Nearness | undefined {
  const smallest = Math.min(rows.learned.length, rows.heldOut.length, rows.made.length)
  const columns = learned.columns.filter(({ kind }) => kind === 'numbers' || kind === 'choices')
  if (smallest < 20 || columns.length === 0) return undefined
  const toPoint = pointMaker(columns, rows.learned)
  const known = rows.learned.map(toPoint)
  const heldOut = rows.heldOut.map((row) => nearest(toPoint(row), known)).toSorted((a, b) => a - b)
  const made = rows.made.map((row) => nearest(toPoint(row), known)).toSorted((a, b) => a - b)
  const bound = distancesOf(heldOut)
  const nearer = made.filter((distance) => distance < bound.low).length
  return { heldOut: bound, made: distancesOf(made), nearerShare: nearer / made.length }
}

function distancesOf(sorted: readonly number[]): Distances {
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  return { low: at(0.05), median: at(0.5) }
}

interface Point {
  readonly places: Float64Array
  readonly isMatch: readonly boolean[]
}

/** Numbers by the share of learned rows below them; of other values only whether they are the same. */
function pointMaker(columns: readonly LearnedColumn[], rows: Rows) {
  const makers = columns.map((column) => {
    const place = placer(column)
    if (column.kind === 'choices') return (row: Rows[number]) => place(row[column.name])
    const sorted = Float64Array.from(rows, (row) => place(row[column.name]))
      .filter((value) => !Number.isNaN(value))
      .toSorted()
    return (row: Rows[number]) => shareBelow(sorted, place(row[column.name]))
  })
  const isMatch = columns.map(({ kind }) => kind === 'choices')
  return (row: Rows[number]): Point => ({
    places: Float64Array.from(makers, (make) => make(row)),
    isMatch,
  })
}

function shareBelow(sorted: Float64Array, value: number): number {
  if (Number.isNaN(value)) return Number.NaN
  return countBelow(sorted, value) / Math.max(1, sorted.length)
}

function nearest(point: Point, known: readonly Point[]): number {
  return known.reduce((least, other) => Math.min(least, distance(point, other, least)), Infinity)
}

/** The mean over columns (Gower): a value that is there for one of two only is as far as can be. */
function distance({ places, isMatch }: Point, other: Point, least: number): number {
  let sum = 0
  const most = least * places.length
  for (let column = 0; column < places.length && sum < most; column += 1) {
    const [a, b] = [places[column] ?? 0, other.places[column] ?? 0]
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) continue
    const isFar = isMatch[column] === true || Number.isNaN(a) || Number.isNaN(b)
    sum += isFar ? 1 : Math.abs(a - b)
  }
  return sum / places.length
}
