import type { ColumnProfile, Interaction, NumberProfile } from './profile.ts'
import type { TableSample } from './passes/read-sample.ts'

const mostColumns = 8
const cellCount = 12

/** How often values of two numbers meet, for each pair of the first eight that change. */
export function findInteractions(
  columns: readonly ColumnProfile[],
  sample: TableSample,
): Interaction[] {
  const axes = columns.flatMap((column) => axisOf(column, sample)).slice(0, mostColumns)
  return axes.flatMap((x, at) => axes.slice(at + 1).map((y) => interactionOf(x, y)))
}

interface Axis {
  readonly name: string
  readonly from: number
  readonly to: number
  /** The cell of each row; −1 where it has no value. */
  readonly cells: Int8Array
}

function axisOf({ name, kind, numbers }: ColumnProfile, sample: TableSample): Axis[] {
  if (kind !== 'number' || numbers === undefined || numbers.min === numbers.max) return []
  const { from, to } = spanOf(numbers)
  const width = (to - from) / cellCount
  if (!Number.isFinite(width) || width === 0) return []
  const cells = Int8Array.from(sample.numbersOf(name), (value) => {
    if (Number.isNaN(value)) return -1
    return Math.min(cellCount - 1, Math.max(0, Math.floor((value - from) / width)))
  })
  return [{ name, from, to, cells }]
}

/** Nearly all values; or all, where nearly all are the same. */
function spanOf({ percentiles, min, max }: NumberProfile) {
  const [from = min, to = max] = [percentiles[1], percentiles[99]]
  return from < to ? { from, to } : { from: min, to: max }
}

function interactionOf(x: Axis, y: Axis): Interaction {
  const counts = Array.from({ length: cellCount }, () => Array.from({ length: cellCount }, () => 0))
  for (const [row, column] of x.cells.entries()) {
    const line = counts[y.cells[row] ?? -1]
    if (line !== undefined && column >= 0) line[column] = (line[column] ?? 0) + 1
  }
  return { x: x.name, y: y.name, fromX: x.from, toX: x.to, fromY: y.from, toY: y.to, counts }
}
