import { csvRows, defineGroup, defineSource, float, text, timestamp, unique } from 'groundswell'
import { settings } from '../settings.ts'

/** What is told of a trip before it begins: by a file of what was, and by each request. */
export const asked = {
  distance: float({ unit: 'km', min: 0, max: 100, description: 'From door to door' }),
  weight: float({ unit: 'kg', min: 0, max: 50, description: 'Of the parcel' }),
}

const columns = {
  courier: text({ description: 'Who rides' }),
  at: timestamp({ description: 'When the trip began' }),
  ...asked,
  minutes: float({ unit: 'min', min: 0, description: 'How long it took' }),
}

export const trips = defineGroup({
  name: 'trips',
  description: 'Parcels that were brought, told after each day',
  key: ['courier'],
  time: 'at',
  columns,
  checks: [unique('courier', 'at')],
  freshWithin: '49h',
  from: defineSource({ name: 'trips', from: settings.trips, ending: '.csv' }),
  read: csvRows(columns, { knownAt: ({ name }) => endOfDay(name) }),
})

/** The trips of `2026-11-20.csv` are known when that day is over. */
export function endOfDay(name: string): Date {
  const day = /(\d{4}-\d\d-\d\d)\.csv$/.exec(name)?.[1]
  if (day === undefined) throw new Error(`${name} doesn't tell its day.`)
  return new Date(Date.parse(day) + 86_400_000)
}
