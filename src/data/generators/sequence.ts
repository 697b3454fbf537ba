import type { Maker } from './maker.ts'

/** Counts the rows of the table: 1, 2, 3; with a prefix, as texts: `P-000001`. */
export function sequence(options?: { readonly from?: number }): Maker<number>
export function sequence(options: {
  readonly from?: number
  readonly prefix: string
  readonly digits?: number
}): Maker<string>
export function sequence({
  from = 1,
  prefix,
  digits = 6,
}: {
  readonly from?: number
  readonly prefix?: string
  readonly digits?: number
} = {}): Maker<number> | Maker<string> {
  if (prefix === undefined) return (_row, { rowIndex }) => from + rowIndex
  return (_row, { rowIndex }) => prefix + String(from + rowIndex).padStart(digits, '0')
}
