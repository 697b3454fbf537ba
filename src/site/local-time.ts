import { siteErrors } from './errors.ts'

/** A calendar day, "2026-11-21", in the zone of the `LocalTime` that named it. */
export type Day = string

/** The calendar and the clock on the wall of one time zone. */
export interface LocalTime {
  readonly timeZone: string
  dayOf(at: Date): Day
  /** Hours since the wall clock showed 00:00, with a fraction. */
  hourOf(at: Date): number
  /** The moment at which a day begins; days that clocks change on are 23 or 25 hours long. */
  startOf(day: Day): Date
  /** "14:00" */
  clock(at: Date): string
  /** "Sat 21 Nov, 14:00" */
  moment(at: Date): string
}

/** Throws `unknownTimeZone`. */
export function localTime(timeZone: string): LocalTime {
  const wall = wallClock(timeZone)
  const dayOf = (at: Date) => wall(at).toISOString().slice(0, 10)
  const clock = (at: Date) => wall(at).toISOString().slice(11, 16)

  return {
    timeZone,
    dayOf,
    clock,
    hourOf: (at) => wall(at).getUTCHours() + wall(at).getUTCMinutes() / 60,
    moment: (at) => `${shortDay(dayOf(at))}, ${clock(at)}`,
    startOf(day) {
      const midnight = Date.parse(day)
      const offsetAt = (at: number) => wall(new Date(at)).getTime() - at
      // The offset at UTC midnight may be that of the other side of a change: look again from there.
      const guess = midnight - offsetAt(midnight)
      return new Date(midnight - offsetAt(guess))
    },
  }
}

export function nextDay(day: Day, count = 1): Day {
  return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10)
}

/** "Sat 21 Nov" */
export function shortDay(day: Day): string {
  const { weekday, date, month } = namesOf(day)
  return `${weekday.slice(0, 3)} ${date} ${month.slice(0, 3)}`
}

/** "Saturday 21 November" */
export function longDay(day: Day): string {
  const { weekday, date, month } = namesOf(day)
  return `${weekday} ${date} ${month}`
}

const weekdays = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' })
const months = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' })

export function namesOf(day: Day): { weekday: string; date: number; month: string } {
  const at = new Date(Date.parse(day))
  return { weekday: weekdays.format(at), date: at.getUTCDate(), month: months.format(at) }
}

/** A function that gives what the wall clock shows, written as if it were UTC. */
function wallClock(timeZone: string): (at: Date) => Date {
  const format = dateTimeFormat(timeZone)
  return (at) => {
    const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const get = (name: Intl.DateTimeFormatPartTypes) => part.get(name) ?? 0
    return new Date(
      Date.UTC(
        get('year'),
        get('month') - 1,
        get('day'),
        get('hour'),
        get('minute'),
        get('second'),
      ),
    )
  }
}

function dateTimeFormat(timeZone: string): Intl.DateTimeFormat {
  const numeric = 'numeric'
  try {
    return new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    })
  } catch (error) {
    if (error instanceof RangeError) throw siteErrors.unknownTimeZone({ timeZone })
    throw error
  }
}
