import { float, parseCsv, text, timestamp } from 'groundswell'
import { noonOf } from './noon-of.ts'

const columns = { station: text(), day: timestamp(), riders: float() }

/** The counts of one week. They are known when its last day is over. */
export function readCounts(csv: string) {
  const rows = Array.from(parseCsv(csv, columns), (row) => ({ ...row, day: noonOf(row.day) }))
  const newest = Math.max(...rows.map(({ day }) => day.getTime()))
  return { rows, knownAt: noonOf(new Date(newest)) }
}
