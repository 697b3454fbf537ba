import { checkFinite } from './check-finite.ts'
import { learnErrors } from './errors.ts'
import type { FeatureMatrix } from './feature-matrix.ts'
import { areFinite, findInfinite } from './find-infinite.ts'
import { checkLength, countRows, type InputColumn } from './input-column.ts'

/** What is learned from. */
interface TargetRows {
  readonly columns: readonly InputColumn[]
  readonly target: Float64Array
  readonly weights?: Float64Array
}

/** Throws `learn.noData`, `learn.unequalLengths` or `learn.wrongNumber`. */
export function checkRows({ target, weights, columns }: TargetRows): void {
  if (columns.length === 0) throw learnErrors.noData({ what: 'columns' })
  const rowCount = countRows(columns)
  if (rowCount === 0) throw learnErrors.noData({ what: 'rows' })
  checkLength('The target', target, rowCount)
  if (weights !== undefined) checkLength('The weights', weights, rowCount)
  checkTarget(target, weights)
}

/** Throws `learn.noData` or `learn.wrongNumber`. */
export function checkTarget(target: Float64Array, weights: Float64Array | undefined): void {
  if (!areFinite(target)) checkEach('The target', target, Number.isFinite, 'a finite number')
  if (weights === undefined) return
  const isWeight = (weight: number) => weight >= 0 && Number.isFinite(weight)
  checkEach('The weights', weights, isWeight, 'a finite number from 0 up')
  if (!weights.some((weight) => weight > 0)) throw learnErrors.noData({ what: 'rows that weigh' })
}

/** Throws `learn.wrongNumber` for an infinite value. */
export function checkFeatures({ features }: FeatureMatrix, columns: readonly InputColumn[]): void {
  for (const { name, values } of features) {
    // An infinite value has no middle to its neighbour, so no threshold could tell them apart.
    const row = findInfinite(values)
    if (row < 0) continue
    for (const column of columns) if (column.kind === 'number') checkFinite(column)
    const found = values[row] ?? 0
    const what = `Feature "${name}"`
    throw learnErrors.wrongNumber({ what, row, found, wanted: 'below 3.4e38' })
  }
}

function checkEach(
  what: string,
  values: Float64Array,
  holds: (value: number) => boolean,
  wanted: string,
): void {
  for (let row = 0; row < values.length; row += 1) {
    const found = values[row] ?? 0
    if (!holds(found)) throw learnErrors.wrongNumber({ what, row, found, wanted })
  }
}
