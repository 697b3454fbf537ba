import { boolean, integer, text, timestamp, type Columns } from '../../table/index.ts'

/** Columns that every stored row has beside those of its group. */
const storedSystemColumns = {
  /** When the row was known: what a training set may use of it, and from when. */
  _known_at: timestamp(),
  /** The text that it came with; absent for rows that a step wrote. */
  _delivery: text({ optional: true }),
} satisfies Columns

/** Columns that a row's commit tells; only compacted rows carry them. */
const commitColumns = {
  /** True for a row that says that the row of its key and time is no more. */
  _deleted: boolean(),
  /** The sequence of its commit: of two rows known at one moment, the later commit's is the newer. */
  _commit: integer(),
} satisfies Columns

export function storedColumns(columns: Columns): Columns {
  return { ...columns, ...storedSystemColumns }
}

export function compactedColumns(columns: Columns): Columns {
  return { ...storedColumns(columns), ...commitColumns }
}
