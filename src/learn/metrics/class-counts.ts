import { checkLength } from '../input-column.ts'

/** How often each class was said of each that was so. */
export interface ClassCounts {
  /** Those that are said or so, in order. */
  readonly classes: readonly number[]
  /** By what was so, then by what was said. */
  readonly table: readonly (readonly number[])[]
  readonly so: readonly number[]
  readonly said: readonly number[]
  readonly right: number
  readonly rowCount: number
}

export function countClasses(truth: Float64Array, said: Float64Array): ClassCounts {
  checkLength('The predictions', said, truth.length)
  const classes = [...new Set([...truth, ...said])].toSorted((a, b) => a - b)
  const places = new Map(classes.map((value, place) => [value, place]))
  const size = classes.length
  const counts = new Float64Array(size * size)
  for (const [row, value] of truth.entries()) {
    const place = (places.get(value) ?? 0) * size + (places.get(said[row] ?? 0) ?? 0)
    counts[place] = (counts[place] ?? 0) + 1
  }
  const table = classes.map((_, at) => [...counts.subarray(at * size, (at + 1) * size)])
  const sum = (values: readonly number[]) => values.reduce((whole, value) => whole + value, 0)
  return {
    classes,
    table,
    so: table.map(sum),
    said: classes.map((_, at) => sum(table.map((row) => row[at] ?? 0))),
    right: classes.reduce((whole, _, at) => whole + (table[at]?.[at] ?? 0), 0),
    rowCount: truth.length,
  }
}
