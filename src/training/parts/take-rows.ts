import { joinFloats } from '../../base/index.ts'
import type { TrainingPart } from '../../features/index.ts'
import type { InputColumn } from '../../learn/index.ts'

/** Rows evenly spread over a part, if it has more. */
export function takeRows(part: TrainingPart, most: number): TrainingPart {
  return part.rowCount <= most ? part : pickRows(part, spreadRows(part.rowCount, most))
}

/** So many rows of all, evenly spread; all of them where there are no more. */
export function spreadRows(rowCount: number, most: number): readonly number[] {
  const size = Math.min(most, rowCount)
  return Array.from({ length: size }, (_, at) => Math.floor(((at + 0.5) * rowCount) / size))
}

export function pickRows(part: TrainingPart, places: ArrayLike<number>): TrainingPart {
  const rows = Array.from(places)
  const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] ?? Number.NaN)
  return {
    rowCount: rows.length,
    keys: Object.fromEntries(
      Object.entries(part.keys).map(([name, values]) => [name, rows.map((row) => values[row])]),
    ),
    at: pick(part.at),
    label: pick(part.label),
    features: part.features.map((column) =>
      column.kind === 'number'
        ? { ...column, values: pick(column.values) }
        : { ...column, values: rows.map((row) => column.values[row]) },
    ),
  }
}

/** The rows of one part after those of the other, all with the same columns. */
export function joinParts(parts: readonly TrainingPart[]): TrainingPart {
  const [first] = parts
  if (first === undefined || parts.length === 1) return first ?? noRows
  return {
    rowCount: parts.reduce((sum, { rowCount }) => sum + rowCount, 0),
    keys: Object.fromEntries(
      Object.keys(first.keys).map((name) => [name, parts.flatMap(({ keys }) => keys[name] ?? [])]),
    ),
    at: joinFloats(parts.map(({ at }) => at)),
    label: joinFloats(parts.map(({ label }) => label)),
    features: first.features.map((_, place) =>
      joinColumns(parts.flatMap(({ features }) => features[place] ?? [])),
    ),
  }
}

function joinColumns(columns: readonly InputColumn[]): InputColumn {
  const [first = { name: '', kind: 'number', values: new Float64Array(0) }] = columns
  if (first.kind === 'category') {
    const texts = columns.flatMap(({ values }) => values as readonly (string | undefined)[])
    return { ...first, values: texts }
  }
  const numbers = columns.flatMap((column) => (column.kind === 'number' ? [column.values] : []))
  return { ...first, values: joinFloats(numbers) }
}

const noRows: TrainingPart = {
  rowCount: 0,
  keys: {},
  at: new Float64Array(0),
  label: new Float64Array(0),
  features: [],
}
