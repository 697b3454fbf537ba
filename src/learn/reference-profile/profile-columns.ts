import type { CategoryColumn, InputColumn, NumberColumn } from '../input-column.ts'
import { momentsOf } from '../statistics/moments.ts'
import { countAtEdges, quantileEdges } from './quantile-edges.ts'
import type {
  CategorySketch,
  ColumnSketch,
  NumberSketch,
  ReferenceProfile,
} from './reference-profile.ts'

/** Few enough for each to be counted by itself. */
const mostValues = 30
const mostCategories = 200

/**
 * Profiles rows for later comparison. With `like`, numbers are counted between the cuts of that profile, so
 * that both are compared, or put together, without loss.
 */
export function profileColumns(
  columns: readonly InputColumn[],
  like?: ReferenceProfile,
): ReferenceProfile {
  const known = new Map(like?.columns.map((sketch) => [sketch.name, sketch]))
  return {
    format: 1,
    rowCount: columns[0]?.values.length ?? 0,
    columns: columns.map((column) => sketchColumn(column, known.get(column.name))),
  }
}

function sketchColumn(column: InputColumn, like: ColumnSketch | undefined): ColumnSketch {
  if (column.kind === 'category') return sketchCategories(column)
  return sketchNumbers(column, like?.kind === 'number' ? like.edges : undefined)
}

function sketchNumbers(
  { name, values }: Pick<NumberColumn, 'name' | 'values'>,
  cuts?: readonly number[],
): NumberSketch {
  const finite = values.every(Number.isFinite) ? values : values.filter(Number.isFinite)
  const missingCount = values.reduce((count, value) => count + Number(Number.isNaN(value)), 0)
  const edges = cuts ?? quantileEdges(finite)
  const { mean, squares } = momentsOf(finite)
  const few = countFewValues(finite)
  return {
    name,
    kind: 'number',
    count: finite.length,
    missingCount,
    infiniteCount: values.length - missingCount - finite.length,
    ...(finite.length === 0 ? {} : { moments: { mean, squares, ...rangeOf(finite) } }),
    edges,
    counts: countAtEdges(finite, edges),
    ...(few === undefined ? {} : { values: few }),
  }
}

function rangeOf(values: Float64Array): { readonly min: number; readonly max: number } {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < min) min = value
    if (value > max) max = value
  }
  return { min, max }
}

function countFewValues(values: Float64Array): [number, number][] | undefined {
  const counts = new Map<number, number>()
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1)
    if (counts.size > mostValues) return undefined
  }
  return [...counts].toSorted(([a], [b]) => a - b)
}

export function sketchCategories(
  { name, values }: Pick<CategoryColumn, 'name' | 'values'>,
  most = mostCategories,
): CategorySketch {
  const counts = new Map<string, number>()
  let missingCount = 0
  for (const value of values) {
    if (value === undefined || value === '') missingCount += 1
    else counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return {
    name,
    kind: 'category',
    count: values.length - missingCount,
    missingCount,
    distinctCount: counts.size,
    ...keepFrequent([...counts], most),
  }
}

/** The most frequent categories, those of the same count by name; the rest as one count. */
export function keepFrequent(
  counts: readonly (readonly [string, number])[],
  most = mostCategories,
): Pick<CategorySketch, 'categories' | 'otherCount'> {
  const sorted = counts.toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  const otherCount = sorted.slice(most).reduce((sum, [, count]) => sum + count, 0)
  return { categories: sorted.slice(0, most), otherCount }
}
