import { learnErrors } from './errors.ts'

/** A column of raw values, as a view or a request holds it. */
export type InputColumn = NumberColumn | CategoryColumn

export interface NumberColumn {
  readonly name: string
  readonly kind: 'number'
  /** NaN where the value is missing. */
  readonly values: Float64Array
}

export interface CategoryColumn {
  readonly name: string
  readonly kind: 'category'
  /** `undefined` where the value is missing; the empty text counts as missing too. */
  readonly values: readonly (string | undefined)[]
}

/** The number of rows, when all columns agree on it and each has a name of its own. */
export function countRows(columns: readonly InputColumn[]): number {
  const rowCount = columns[0]?.values.length ?? 0
  const seen = new Set<string>()
  for (const column of columns) {
    if (seen.has(column.name)) throw learnErrors.sameColumnTwice({ column: column.name })
    seen.add(column.name)
    checkLength(`Column "${column.name}"`, column.values, rowCount)
  }
  return rowCount
}

export function checkLength(what: string, values: { readonly length: number }, rowCount: number) {
  if (values.length === rowCount) return
  throw learnErrors.unequalLengths({ what, length: values.length, rowCount })
}
