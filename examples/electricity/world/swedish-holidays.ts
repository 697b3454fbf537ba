const dayMs = 86_400_000

export type DayType = 'workday' | 'weekend' | 'holiday'

/** Of a day in UTC, given by its midnight. */
export function typeOfDay(midnight: number): DayType {
  const day = new Date(midnight)
  if (isHoliday(day)) return 'holiday'
  return day.getUTCDay() === 0 || day.getUTCDay() === 6 ? 'weekend' : 'workday'
}

const fixed = new Set(['1-1', '1-6', '5-1', '6-6', '12-24', '12-25', '12-26', '12-31'])
/** Good Friday, Easter Day and Monday, Ascension Day. */
const fromEaster = [-2, 0, 1, 39]

function isHoliday(day: Date): boolean {
  const [month, date] = [day.getUTCMonth() + 1, day.getUTCDate()]
  if (fixed.has(`${month}-${date}`)) return true
  // Midsummer Eve: the Friday from the 19th to the 25th of June.
  if (month === 6 && day.getUTCDay() === 5 && date >= 19 && date <= 25) return true
  const since = Math.round((day.getTime() - easter(day.getUTCFullYear())) / dayMs)
  return fromEaster.includes(since)
}

/** Easter Sunday's midnight (Meeus, Jones and Butcher). */
function easter(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const date = ((h + l - 7 * m + 114) % 31) + 1
  return Date.UTC(year, month - 1, date)
}
