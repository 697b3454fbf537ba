import { quantileOf, type InputColumn } from '../../learn/index.ts'

/** What parts a column of numbers into so many parts of about as many rows; nothing of texts. */
export function conditionEdges(column: InputColumn, parts: number): readonly number[] {
  if (column.kind === 'category') return []
  const sorted = column.values.filter((value) => !Number.isNaN(value)).toSorted()
  const edges = Array.from({ length: parts - 1 }, (_, at) => quantileOf(sorted, (at + 1) / parts))
  return [...new Set(edges)]
}

/** The part that a row's value is in, by name: its text, the number of its part, or that it is missing. */
export function placeOf({ values }: InputColumn, row: number, edges: readonly number[]): string {
  const value = values[row]
  if (value === undefined || value === '' || Number.isNaN(value)) return 'missing'
  if (typeof value === 'string') return `=${value}`
  const above = edges.findIndex((edge) => value <= edge)
  return `#${above === -1 ? edges.length : above}`
}
