import type { TypedColumn } from '../../table/index.ts'

/** A column as numbers; what is no number is NaN. */
export function toNumbers(values: TypedColumn): Float64Array {
  if (values instanceof Float64Array) return values
  return Float64Array.from(values, (value) => (typeof value === 'number' ? value : Number.NaN))
}
