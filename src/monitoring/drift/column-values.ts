import { sketchCategories, type CategorySketch, type ColumnSketch } from '../../learn/index.ts'
import type { Numbers } from './compare-numbers.ts'
import type { SideColumn } from './pair-columns.ts'

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
export function columnValues(column: SideColumn): ColumnValues {
  if ('missingCount' in column) return ofSketch(column)
  if (column.kind === 'category') {
    const counted = ofSketch(sketchCategories(column, Infinity))
    return counted.kind === 'category' ? { ...counted, texts: column.values } : counted
  }
  const { values } = column
  const finite = values.every(Number.isFinite) ? values : values.filter(Number.isFinite)
  const missing = finite.length === values.length ? 0 : values.filter(Number.isNaN).length
  return {
    ...amountOf(values.length, missing, finite.length),
    kind: 'number',
    numbers: finite,
  }
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
