/**
 * How a text writes a moment, when it is not ISO 8601: `DD.MM.YYYY`, `MM/DD/YYYY HH:mm`, `D MMM YYYY`,
 * `YYYYMMDD`, `MM/DD/YYYY hh:mm A`; or `unix` and `unix-ms`, seconds and milliseconds since 1970.
 */
export type DateForm = string

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const parts: Readonly<Record<string, string>> = {
  YYYY: String.raw`(?<year>\d{4})`,
  MMM: String.raw`(?<monthName>[A-Za-z]{3})[a-z]*\.?`,
  MM: String.raw`(?<month>\d{2})`,
  DD: String.raw`(?<day>\d{2})`,
  M: String.raw`(?<month>\d{1,2})`,
  D: String.raw`(?<day>\d{1,2})`,
  HH: String.raw`(?<hour>\d{2})`,
  hh: String.raw`(?<hour>\d{1,2})`,
  mm: String.raw`(?<minute>\d{2})`,
  ss: String.raw`(?<second>\d{2}(?:\.\d+)?)`,
  A: String.raw`(?<half>[AaPp]\.?[Mm]\.?)`,
}

/** Makes what reads moments of one form, in UTC; it gives undefined for a text that is none. */
export function dateReader(form: DateForm): (text: string) => Date | undefined {
  if (form === 'unix') return (text) => momentOf(text, 1000)
  if (form === 'unix-ms') return (text) => momentOf(text, 1)
  const pattern = form.replaceAll(/YYYY|MMM|MM|DD|M|D|HH|hh|mm|ss|A|[^A-Za-z0-9]/g, (part) => {
    return parts[part] ?? (part === ' ' ? ' +' : `\\${part}`)
  })
  const matcher = new RegExp(`^${pattern}$`)
  return (text) => {
    const found = matcher.exec(text)?.groups
    return found === undefined ? undefined : toDate(found)
  }
}

/** True for a form that tells a day. */
export function isDateForm(form: string): boolean {
  if (form === 'unix' || form === 'unix-ms') return true
  if (!/YYYY/.test(form) || !/M/.test(form) || !/D/.test(form)) return false
  return /^(?:YYYY|MMM|MM|DD|M|D|HH|hh|mm|ss|A|[^A-Za-z0-9])+$/.test(form)
}

function momentOf(text: string, unitMs: number): Date | undefined {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return undefined
  const moment = new Date(Math.round(Number(text) * unitMs))
  return Number.isNaN(moment.getTime()) ? undefined : moment
}

function toDate(found: Readonly<Record<string, string | undefined>>): Date | undefined {
  const name = found['monthName']?.toLowerCase()
  const month = name === undefined ? Number(found['month']) : months.indexOf(name) + 1
  const [year, day] = [Number(found['year']), Number(found['day'])]
  const hour = hourOf(Number(found['hour'] ?? 0), found['half'])
  const minute = Number(found['minute'] ?? 0)
  const seconds = Number(found['second'] ?? 0)
  if (hour === undefined || hour > 23 || minute > 59 || seconds >= 60) return undefined
  const midnight = Date.UTC(year, month - 1, day)
  const date = new Date(midnight)
  // `Date` makes the 2nd of March of the 30th of February.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return new Date(midnight + (hour * 60 + minute) * 60_000 + Math.round(seconds * 1000))
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return undefined
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0)
}
