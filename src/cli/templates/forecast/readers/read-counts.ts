import { csvRows } from './csv-rows.ts'

const dayMs = 86_400_000

/** The counts of one week. They are known on the morning after its last day. */
export function readCounts(text: string) {
  const rows = csvRows(text).map((row) => ({
    station: row.text('station'),
    day: row.noonOf('day'),
    riders: row.number('riders'),
  }))
  const newest = Math.max(...rows.map(({ day }) => day.getTime()))
  return { rows, knownAt: new Date(newest + 0.7 * dayMs) }
}
