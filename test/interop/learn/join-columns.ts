import type { InputColumn } from '../../../src/learn/index.ts'

/** Numbers of columns, one column after the other, as the scripts read them. */
export function joinColumns(columns: readonly InputColumn[]): Float64Array {
  return Float64Array.from(columns.flatMap(({ values }) => Array.from(values, Number)))
}
