import type { DerivedFeature, Feature } from '../views/feature.ts'
import { deriveWith } from './derive-with.ts'
import { localTime } from './local-time.ts'

export const calendarParts = [
  'hour',
  'minuteOfDay',
  'weekday',
  'hourOfWeek',
  'day',
  'month',
  'quarter',
  'dayOfYear',
  'week',
  'year',
  'isWeekend',
] as const
export type CalendarPart = (typeof calendarParts)[number]

const dayMs = 86_400_000

/** A part of a wall clock’s date. Weekdays and weeks are ISO’s: Monday is 1, and week 1 has the first Thursday. */
export function calendarPart(local: Date, part: CalendarPart): number {
  const weekday = local.getUTCDay() === 0 ? 7 : local.getUTCDay()
  switch (part) {
    case 'hour':
      return local.getUTCHours()
    case 'minuteOfDay':
      return local.getUTCHours() * 60 + local.getUTCMinutes()
    case 'weekday':
      return weekday
    case 'hourOfWeek':
      return (weekday - 1) * 24 + local.getUTCHours()
    case 'day':
      return local.getUTCDate()
    case 'month':
      return local.getUTCMonth() + 1
    case 'quarter':
      return Math.floor(local.getUTCMonth() / 3) + 1
    case 'dayOfYear':
      return dayOfYear(local)
    case 'week': {
      // The year of a week is that of its Thursday.
      const thursday = new Date(local.getTime() + (4 - weekday) * dayMs)
      return Math.floor((dayOfYear(thursday) - 1) / 7) + 1
    }
    case 'year':
      return local.getUTCFullYear()
    case 'isWeekend':
      return weekday >= 6 ? 1 : 0
  }
}

function dayOfYear(local: Date): number {
  return Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / dayMs) + 1
}

/**
 * What a feature that is a moment tells by the calendar of a zone:
 * `...calendar(asked.at, { zone: 'Europe/Dublin', parts: ['hour', 'weekday'] })` is two features. For what
 * comes round, encode them on the model: `hour: cyclic({ period: 24 })`. Throws `unknownZone`.
 */
export function calendar<const Part extends CalendarPart>(
  moment: Feature<Date | undefined>,
  options: { readonly zone: string; readonly parts: readonly Part[] },
): { readonly [Name in Part]: DerivedFeature<number> } {
  const toLocal = localTime(options.zone)
  const features = options.parts.map((part) => {
    const settings = { calendar: part, zone: options.zone }
    const compute = ({ moment: ms }: { readonly moment: number }) =>
      Number.isNaN(ms) ? ms : calendarPart(toLocal(ms), part)
    return [part, deriveWith({ moment }, compute, settings)] as const
  })
  return Object.fromEntries(features) as { [Name in Part]: DerivedFeature<number> }
}
