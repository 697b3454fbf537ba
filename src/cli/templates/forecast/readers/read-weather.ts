import { csvRows } from './csv-rows.ts'

/** One forecast: the weather of the days to come, as it was known on the day of its issue. */
export function readWeather(name: string, text: string) {
  const issued = /(\d{4}-\d\d-\d\d)\.csv$/.exec(name)?.[1]
  if (issued === undefined) throw new Error(`${name} doesn't tell its day of issue.`)
  const rows = csvRows(text).map((row) => {
    const day = row.noonOf('day')
    return {
      station: row.text('station'),
      day,
      temperature: row.number('temperature'),
      rain: row.number('rain'),
      // The calendar is known ahead as well.
      weekday: day.getUTCDay(),
    }
  })
  return { rows, knownAt: new Date(`${issued}T00:00:00Z`) }
}
