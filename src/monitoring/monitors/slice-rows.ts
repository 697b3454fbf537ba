import type { InputColumn } from '../../learn/index.ts'
import type { TypedColumn } from '../../table/index.ts'

/** Columns of more values than this are not worth a chart for each. */
const mostKinds = 50

export interface Slice {
  /** `beach=lahinch`. */
  readonly name: string
  readonly places: readonly number[]
}

/** The rows of each value of each column, apart. */
export function sliceRows(
  columns: readonly { readonly name: string; readonly values: TypedColumn }[],
): { readonly slices: readonly Slice[]; readonly notes: readonly string[] } {
  const slices: Slice[] = []
  const notes: string[] = []
  for (const { name, values } of columns) {
    const places = Map.groupBy(Array.from(values).keys(), (place) => sliceName(name, values[place]))
    if (places.size > mostKinds) {
      notes.push(`${name} has ${places.size} values: it is not measured apart`)
      continue
    }
    for (const [slice, own] of [...places].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      slices.push({ name: slice, places: own })
    }
  }
  return { slices, notes }
}

/** `beach=lahinch`. */
export function sliceName(column: string, value: unknown): string {
  if (value === undefined || Number.isNaN(value)) return `${column}=missing`
  const written = typeof value === 'string' ? value : JSON.stringify(value)
  return `${column}=${value instanceof Date ? value.toISOString() : written}`
}

/** More tell little more of columns together, and take longer. */
const mostTogether = 20_000

/** Rows at even distances, where there are very many. */
export function thinRows(columns: readonly InputColumn[]): readonly InputColumn[] {
  const rowCount = columns[0]?.values.length ?? 0
  if (rowCount <= mostTogether) return columns
  const places = Array.from({ length: mostTogether }, (_, at) =>
    Math.floor((at * rowCount) / mostTogether),
  )
  return columns.map((column) => pickColumn(column, places))
}

/** Columns row by row, as a model is given them: what is missing is null. */
export function rowsOfColumns(
  columns: readonly InputColumn[],
): Readonly<Record<string, number | string | null>>[] {
  return Array.from({ length: columns[0]?.values.length ?? 0 }, (_, row) =>
    Object.fromEntries(
      columns.map(({ name, values }) => {
        const value = values[row]
        return [name, value === undefined || Number.isNaN(value) ? null : value] as const
      }),
    ),
  )
}

/** Some rows of a column, by their places. */
export function pickColumn(column: InputColumn, places: readonly number[]): InputColumn {
  return column.kind === 'number'
    ? { ...column, values: Float64Array.from(places, (row) => column.values[row] ?? Number.NaN) }
    : { ...column, values: places.map((row) => column.values[row]) }
}
