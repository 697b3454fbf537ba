import { float, parseCsv, text, timestamp } from 'groundswell'
import { noonOf } from './noon-of.ts'

const columns = { station: text(), day: timestamp(), temperature: float(), rain: float() }

/** One forecast: the weather of the days to come, as it was known on the day of its issue. */
export function readWeather(name: string, csv: string) {
  const issued = /(\d{4}-\d\d-\d\d)\.csv$/.exec(name)?.[1]
  if (issued === undefined) throw new Error(`${name} doesn't tell its day of issue.`)
  const rows = Array.from(parseCsv(csv, columns), (row) => {
    const day = noonOf(row.day)
    // The calendar is known ahead as well.
    return { ...row, day, weekday: day.getUTCDay() }
  })
  return { rows, knownAt: new Date(`${issued}T00:00:00Z`) }
}
