import { text, timestamp, type Columns } from '../../table/index.ts'

/** Columns that every stored row has beside those of its group. */
export const systemColumns = {
  /** When the row was known: what a training set may use of it, and from when. */
  _known_at: timestamp(),
  /** The text that it came with; absent for rows that a step wrote. */
  _delivery: text({ optional: true }),
} satisfies Columns

export function storedColumns(columns: Columns): Columns {
  return { ...columns, ...systemColumns }
}
