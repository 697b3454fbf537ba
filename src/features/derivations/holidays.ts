import { featuresErrors } from '../errors.ts'
import type { DerivedFeature, Feature } from '../views/feature.ts'
import { deriveWith } from './derive-with.ts'
import { localTime } from './local-time.ts'

/** A day that is free: a date of one year, or a rule for every year. */
export type Holiday =
  /** `2026-08-03`. */
  | string
  | { readonly month: number; readonly day: number }
  /** So many days after Easter Sunday: −2 is Good Friday, 1 Easter Monday. */
  | { readonly easter: number }
  /** The first (`nth: 1`) or last (`nth: -1`) Monday (1) to Sunday (7) of a month. */
  | { readonly month: number; readonly weekday: number; readonly nth: number }

const dayMs = 86_400_000
/** Days to or since a holiday are not counted beyond. */
const farthestDays = 366

/** Whether a wall clock’s date is a holiday. */
export function isHoliday(holidays: readonly Holiday[], local: Date): boolean {
  return holidayFinder(holidays)(dayOf(local))
}

/**
 * Three features of a feature that is a moment: whether its day is a holiday, how many days are left to
 * the next one, and how many have passed since the last (0 on the day itself, 366 at most). Throws
 * `notAHoliday` and `unknownZone`.
 */
export function holidayFeatures(
  moment: Feature<Date | undefined>,
  options: { readonly zone: string; readonly holidays: readonly Holiday[] },
): Readonly<Record<'isHoliday' | 'daysToHoliday' | 'daysSinceHoliday', DerivedFeature<number>>> {
  const { zone, holidays } = options
  const toLocal = localTime(zone)
  const isFree = holidayFinder(holidays)
  const count = (step: number) => daysCounter(isFree, step)
  const of = (name: string, compute: (day: number) => number, unit?: string) =>
    deriveWith(
      { moment },
      ({ moment: ms }: { readonly moment: number }) =>
        Number.isNaN(ms) ? ms : compute(dayOf(toLocal(ms))),
      { holiday: name, zone, holidays },
      unit === undefined ? {} : { unit },
    )
  return {
    isHoliday: of('is', (day) => (isFree(day) ? 1 : 0)),
    daysToHoliday: of('to', count(1), 'd'),
    daysSinceHoliday: of('since', count(-1), 'd'),
  }
}

function dayOf(local: Date): number {
  return Math.floor(local.getTime() / dayMs)
}

function daysCounter(isFree: (day: number) => boolean, step: number): (day: number) => number {
  const held = new Map<number, number>()
  return (day) => {
    const known = held.get(day)
    if (known !== undefined) return known
    let count = 0
    while (count < farthestDays && !isFree(day + count * step)) count += 1
    held.set(day, count)
    return count
  }
}

/** Finds out once for each year which of its days are free. */
function holidayFinder(holidays: readonly Holiday[]): (day: number) => boolean {
  for (const holiday of holidays) checkHoliday(holiday)
  const years = new Map<number, ReadonlySet<number>>()
  return (day) => {
    const year = new Date(day * dayMs).getUTCFullYear()
    let free = years.get(year)
    if (free === undefined) {
      free = new Set(holidays.map((holiday) => dayInYear(holiday, year)))
      years.set(year, free)
    }
    return free.has(day)
  }
}

function dayInYear(holiday: Holiday, year: number): number {
  if (typeof holiday === 'string') return Date.parse(holiday) / dayMs
  if ('easter' in holiday) return easterDay(year) + holiday.easter
  if ('day' in holiday) return Date.UTC(year, holiday.month - 1, holiday.day) / dayMs
  const { month, weekday, nth } = holiday
  const edge = Date.UTC(year, nth > 0 ? month - 1 : month, nth > 0 ? 1 : 0) / dayMs
  const edgeWeekday = ((((edge + 3) % 7) + 7) % 7) + 1
  const ahead = nth > 0 ? (weekday - edgeWeekday + 7) % 7 : -((edgeWeekday - weekday + 7) % 7)
  return edge + ahead + 7 * (nth > 0 ? nth - 1 : nth + 1)
}

/** Of the Gregorian calendar (Meeus, Jones and Butcher). */
function easterDay(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const place = h + l - 7 * m + 114
  return Date.UTC(year, Math.floor(place / 31) - 1, (place % 31) + 1) / dayMs
}

function checkHoliday(holiday: Holiday): void {
  const found = typeof holiday === 'string' ? holiday : JSON.stringify(holiday)
  if (!isMeaningful(holiday)) throw featuresErrors.notAHoliday({ found })
}

function isMeaningful(holiday: Holiday): boolean {
  if (typeof holiday === 'string') return isDate(holiday)
  if ('easter' in holiday) return Number.isInteger(holiday.easter)
  if (!isWithin(holiday.month, 1, 12)) return false
  if ('day' in holiday) return isWithin(holiday.day, 1, 31)
  const { weekday, nth } = holiday
  return isWithin(weekday, 1, 7) && isWithin(Math.abs(nth), 1, 5)
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const date = new Date(text)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}
