import { parseCsv, type Columns, type CsvOptions } from '../../table/index.ts'
import type { ReadText } from './group.ts'

/** Reads a group's texts as CSV with a head: `read: csvRows(columns, { missing: ['?'] })`. */
export function csvRows<C extends Columns>(
  columns: C,
  options: CsvOptions & {
    /** When the rows of a text were known; the moment of reading when it is absent. */
    readonly knownAt?: (file: { readonly name: string; readonly text: string }) => Date
  } = {},
): ReadText<C> {
  const { knownAt } = options
  return (file) => ({
    rows: [...parseCsv(file.text, columns, options)],
    ...(knownAt === undefined ? {} : { knownAt: knownAt(file) }),
  })
}
