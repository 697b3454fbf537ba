import { learnErrors } from './errors.ts'
import { findInfinite } from './find-infinite.ts'
import type { NumberColumn } from './input-column.ts'

/** Throws `learn.wrongNumber` for an infinite value. */
export function checkFinite({ name, values }: NumberColumn): void {
  const row = findInfinite(values)
  if (row < 0) return
  throw learnErrors.wrongNumber({
    what: `Column "${name}"`,
    row,
    found: values[row] ?? Infinity,
    wanted: 'finite, or missing',
  })
}
