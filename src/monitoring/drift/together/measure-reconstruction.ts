import { symmetricEigen, type InputColumn } from '../../../learn/index.ts'
import type { MultivariateDrift } from '../drift-report.ts'

/** Of all that varies, what the kept components tell at least. */
const keptShare = 0.65
/** Parts of the reference, by which it is known how much the score varies by itself. */
const partCount = 10

/**
 * Whether columns still hang together as in the reference: rows are brought to its principal components and back, and
 * the score is how far they come back from where they were, on average, in deviations of the columns (NannyML's
 * reconstruction error). Drift is beyond three deviations of the scores of ten parts of the reference.
 * Categories count as often as they come there. Rows with a missing value are left out; undefined where
 * either side has too few others, or no column is in both.
 */
export function measureReconstruction(
  reference: readonly InputColumn[],
  current: readonly InputColumn[],
): MultivariateDrift | undefined {
  const others = new Map(current.map((column) => [column.name, column]))
  const pairs = reference.flatMap((first) => {
    const second = others.get(first.name)
    return second?.kind === first.kind ? [{ first, second }] : []
  })
  const first = wholeRows(
    pairs.map((pair) => pair.first),
    pairs.map((pair) => toNumbers(pair.first)),
  )
  const second = wholeRows(
    pairs.map((pair) => pair.second),
    pairs.map((pair) => toNumbers(pair.first)),
  )
  if (pairs.length < 2 || first.length < 2 * partCount || second.length === 0) return undefined
  const plane = fitPlane(first)
  const errors = first.map((row) => errorOf(plane, row))
  const size = Math.floor(errors.length / partCount)
  const parts = Array.from({ length: partCount }, (_, at) =>
    meanOf(errors.slice(at * size, at === partCount - 1 ? undefined : (at + 1) * size)),
  )
  const [middle, deviation] = [meanOf(parts), deviationOf(parts)]
  const score = meanOf(second.map((row) => errorOf(plane, row)))
  const [lower, upper] = [middle - 3 * deviation, middle + 3 * deviation]
  return { method: 'reconstruction', score, lower, upper, drifted: score < lower || score > upper }
}

/** How a value of a column becomes a number; NaN for a missing one. */
type ToNumber = (value: number | string | undefined) => number

function toNumbers(column: InputColumn): ToNumber {
  if (column.kind === 'number') return (value) => (Number.isFinite(value) ? Number(value) : NaN)
  const counts = new Map<string, number>()
  for (const value of column.values) {
    if (value !== undefined && value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return (value) => (value === undefined || value === '' ? NaN : (counts.get(String(value)) ?? 0))
}

function wholeRows(columns: readonly InputColumn[], to: readonly ToNumber[]): Float64Array[] {
  const rowCount = columns[0]?.values.length ?? 0
  return Array.from({ length: rowCount }, (_, row) =>
    Float64Array.from(columns, (column, at) => to[at]?.(column.values[row]) ?? NaN),
  ).filter((row) => row.every(Number.isFinite))
}

interface Plane {
  readonly means: readonly number[]
  readonly deviations: readonly number[]
  readonly directions: readonly Float64Array[]
}

function fitPlane(rows: readonly Float64Array[]): Plane {
  const places = [...(rows[0] ?? []).keys()]
  const means = places.map((at) => meanOf(rows.map((row) => row[at] ?? 0)))
  // A constant column stays as it is.
  const deviations = places.map((at) => deviationOf(rows.map((row) => row[at] ?? 0)) || 1)
  const scaled = rows.map((row) => scale(row, means, deviations))
  const covariance = places.map((i) =>
    Float64Array.from(places, (j) => meanOf(scaled.map((row) => (row[i] ?? 0) * (row[j] ?? 0)))),
  )
  const { values, vectors } = symmetricEigen(covariance)
  const all = values.reduce((sum, value) => sum + value, 0)
  let told = 0
  const kept = values.findIndex((value) => {
    told += value / all
    return told > keptShare
  })
  return { means, deviations, directions: vectors.slice(0, kept + 1) }
}

function errorOf({ means, deviations, directions }: Plane, row: Float64Array): number {
  const rest = scale(row, means, deviations)
  for (const direction of directions) {
    const along = rest.reduce((sum, value, at) => sum + value * (direction[at] ?? 0), 0)
    for (const at of rest.keys()) rest[at] = (rest[at] ?? 0) - along * (direction[at] ?? 0)
  }
  return Math.sqrt(rest.reduce((sum, value) => sum + value * value, 0))
}

function scale(row: Float64Array, means: readonly number[], deviations: readonly number[]) {
  return row.map((value, at) => (value - (means[at] ?? 0)) / (deviations[at] ?? 1))
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values)
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)))
}
