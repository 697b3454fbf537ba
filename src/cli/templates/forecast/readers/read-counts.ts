import { csvRows } from './csv-rows.ts'

const halfDayMs = 43_200_000

/** The counts of one week. They are known when its last day is over. */
export function readCounts(text: string) {
  const rows = csvRows(text).map((row) => ({
    station: row.text('station'),
    day: row.noonOf('day'),
    riders: row.number('riders'),
  }))
  const newest = Math.max(...rows.map(({ day }) => day.getTime()))
  return { rows, knownAt: new Date(newest + halfDayMs) }
}
