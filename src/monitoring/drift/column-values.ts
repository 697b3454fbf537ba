import { sketchCategories, type CategorySketch, type ColumnSketch } from '../../learn/index.ts'
import type { Numbers, RawNumbers } from './numbers.ts'
import type { PlainColumn } from './pair-columns.ts'

/** What of a column can be compared, and how much of it there is. */
export type ColumnValues = Amount &
  (
    | { readonly kind: 'number'; readonly numbers: Numbers }
    | {
        readonly kind: 'category'
        readonly counted: CategorySketch
        /** Row by row, where there are rows. */
        readonly texts?: readonly (string | undefined)[]
      }
  )

interface Amount {
  readonly rowCount: number
  readonly missingShare: number
  /** Of values that are there and can be compared. */
  readonly count: number
}

/** Missing values and infinite numbers are left out; the missing ones are counted. */
export function columnValues(column: PlainColumn): ColumnValues {
  if ('missingCount' in column) return ofSketch(column)
  if (column.kind === 'category') {
    const counted = ofSketch(sketchCategories(column, Infinity))
    return counted.kind === 'category' ? { ...counted, texts: column.values } : counted
  }
  const { missing, numbers } = readNumbers(column.values)
  return {
    ...amountOf(column.values.length, missing, numbers.values.length),
    kind: 'number',
    numbers,
  }
}

/** What is finite of them, in one pass where that is all. */
function readNumbers(values: Float64Array) {
  let [min, max, missing, infinite] = [Infinity, -Infinity, 0, 0]
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0
    if (value - value !== 0) {
      if (Number.isNaN(value)) missing += 1
      else infinite += 1
      continue
    }
    if (value < min) min = value
    if (value > max) max = value
  }
  const finite = missing + infinite === 0 ? values : values.filter(Number.isFinite)
  const numbers: RawNumbers = { values: finite, min, max }
  return { missing, numbers }
}

function ofSketch(sketch: ColumnSketch): ColumnValues {
  const { count, missingCount } = sketch
  if (sketch.kind === 'category') {
    const amount = amountOf(count + missingCount, missingCount, count)
    return { ...amount, kind: 'category', counted: sketch }
  }
  const rowCount = count + missingCount + sketch.infiniteCount
  return { ...amountOf(rowCount, missingCount, count), kind: 'number', numbers: sketch }
}

function amountOf(rowCount: number, missing: number, count: number): Amount {
  return { rowCount, missingShare: rowCount === 0 ? 0 : missing / rowCount, count }
}
