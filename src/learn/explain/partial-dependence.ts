import { countRows, type InputColumn } from '../input-column.ts'
import { quantileOf } from '../statistics/quantile-of.ts'
import type { Predict } from './importance-intervals.ts'

/** What would be said if a column had this value or that, and all else stayed. */
export interface PartialDependence {
  readonly column: string
  /** Numbers in order, or the commonest texts. */
  readonly values: readonly (number | string)[]
  /** Over all rows that were asked. */
  readonly mean: readonly number[]
  /** Of single rows, each by value: individual conditional expectation. */
  readonly rows: readonly (readonly number[])[]
}

export interface DependenceOptions {
  /** How many values are tried at most. */
  readonly values: number
  /** How many rows, evenly spread over all, are asked. */
  readonly rows: number
  /** How many of them are told one by one. */
  readonly told: number
}

/** Friedman 2001; Goldstein et al. 2015. Between the 5th and the 95th hundredth of numbers. */
export async function partialDependence(
  predict: Predict,
  columns: readonly InputColumn[],
  name: string,
  options: DependenceOptions,
): Promise<PartialDependence | undefined> {
  const column = columns.find((own) => own.name === name)
  if (column === undefined) return undefined
  const values = gridOf(column, options.values)
  const picked = pickRows(columns, options.rows)
  const count = countRows(picked)
  if (count === 0 || values.length < 2) return undefined
  const curves: number[][] = Array.from({ length: count }, () => [])
  for (const value of values) {
    const said = await predict(picked.map((own) => (own.name === name ? fill(own, value) : own)))
    for (const [row, curve] of curves.entries()) curve.push(said[row] ?? Number.NaN)
  }
  const step = Math.max(1, Math.floor(count / options.told))
  return {
    column: name,
    values,
    mean: values.map((_, at) => curves.reduce((sum, curve) => sum + (curve[at] ?? 0), 0) / count),
    rows: curves.filter((_, row) => row % step === 0).slice(0, options.told),
  }
}

function gridOf(column: InputColumn, most: number): readonly (number | string)[] {
  if (column.kind === 'category') {
    const counts = new Map<string, number>()
    for (const value of column.values) {
      if (value !== undefined && value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    return [...counts]
      .toSorted(([a, of], [b, other]) => other - of || (a < b ? -1 : 1))
      .slice(0, most)
      .map(([value]) => value)
  }
  const sorted = column.values.filter((value) => Number.isFinite(value)).toSorted()
  const different = new Set(sorted)
  if (different.size <= most) return [...different]
  const [low, high] = [quantileOf(sorted, 0.05), quantileOf(sorted, 0.95)]
  const grid = Array.from({ length: most }, (_, at) => low + ((high - low) * at) / (most - 1))
  return low === high ? [...different].slice(0, most) : grid
}

function pickRows(columns: readonly InputColumn[], most: number): readonly InputColumn[] {
  const rowCount = countRows(columns)
  const count = Math.min(most, rowCount)
  const rows = Array.from({ length: count }, (_, at) => Math.floor(((at + 0.5) * rowCount) / count))
  return columns.map((column) =>
    column.kind === 'number'
      ? { ...column, values: Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN) }
      : { ...column, values: rows.map((row) => column.values[row]) },
  )
}

function fill(column: InputColumn, value: number | string): InputColumn {
  return column.kind === 'number'
    ? { ...column, values: new Float64Array(column.values.length).fill(Number(value)) }
    : { ...column, values: column.values.map(() => String(value)) }
}
