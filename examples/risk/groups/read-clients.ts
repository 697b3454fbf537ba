import { integer, parseCsv, text } from 'groundswell'

/** The day of the survey: no file says it. */
export const surveyedAt = new Date('2026-01-01T00:00:00Z')

const columns = {
  corporation: text(),
  lastmonth_activity: integer({ min: 0 }),
  lastyear_activity: integer({ min: 0 }),
  number_of_employees: integer({ min: 1 }),
  exited: integer({ min: 0, max: 1 }),
}

/** A line of a file: what is known of a client, and whether it has left. */
export interface ClientLine {
  readonly client: {
    readonly corporation: string
    readonly surveyedAt: Date
    readonly lastmonthActivity: number
    readonly lastyearActivity: number
    readonly employees: number
  }
  readonly exit: {
    readonly corporation: string
    readonly surveyedAt: Date
    readonly exited: number
  }
}

/** The clients of a file, of whom one that stands there twice counts once. */
export function readClients(file: string): ClientLine[] {
  const lines = Array.from(parseCsv(file, columns), ({ corporation, exited, ...row }) => ({
    client: {
      corporation,
      surveyedAt,
      lastmonthActivity: row.lastmonth_activity,
      lastyearActivity: row.lastyear_activity,
      employees: row.number_of_employees,
    },
    exit: { corporation, surveyedAt, exited },
  }))
  return [...new Map(lines.map((line) => [line.exit.corporation, line])).values()]
}
