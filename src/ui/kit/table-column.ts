import type { ReactNode } from 'react'

export type TableValue = string | number | boolean | null

/** One column of a table: what it holds, and how it is shown. */
export interface TableColumn<Row> {
  readonly name: string
  readonly title: string
  readonly unit?: string | undefined
  /** What is sorted, filtered and downloaded. */
  readonly value: (row: Row) => TableValue
  /** What is seen instead of the bare value. */
  readonly show?: (row: Row) => ReactNode
  /** Marks the best value of the column. */
  readonly better?: 'lower' | 'higher' | 'zero'
  /** Left out on a narrow screen. */
  readonly minor?: boolean
  /** Long text: may wrap and takes the room that is left. */
  readonly long?: boolean
  readonly number?: boolean
}

/** Decimals that give the largest value four digits, and no more than the values have. */
export function decimalsOf(values: readonly number[]): number {
  const largest = Math.max(...values.map(Math.abs), 0)
  const wanted = Math.min(4, Math.max(0, 3 - Math.floor(Math.log10(largest || 1))))
  const had = Math.max(...values.map((value) => (String(value).split('.')[1] ?? '').length), 0)
  return Math.min(wanted, had)
}

/** The order of two values: numbers by size, text by the alphabet, nothing at the end. */
export function compareValues(a: TableValue, b: TableValue): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a).localeCompare(String(b), 'en', { numeric: true })
}

/** The classes that a column's cells share. */
export function cellClass<Row>(column: TableColumn<Row>): string {
  return [
    column.number === true ? 'numeric' : '',
    column.minor === true ? 'minor' : '',
    column.long === true ? 'long' : '',
  ].join(' ')
}
