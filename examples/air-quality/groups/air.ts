import { csvRows, defineGroup, defineSource, float, text, timestamp, unique } from 'groundswell'
import { settings } from '../settings.ts'
import { airKnownAt } from '../world/deliver.ts'

const columns = {
  city: text({ description: 'The city of the sensor' }),
  country: text({ description: 'Its country' }),
  street: text({ description: 'The street where it stands' }),
  date: timestamp({ description: 'The day, from midnight UTC' }),
  // Both ends: a sensor that tells more than 500 is broken.
  pm25: float({ unit: 'µg/m³', min: 0, max: 500, description: 'Fine dust, the mean of the day' }),
}

export const air = defineGroup({
  name: 'air',
  description: 'Fine dust as sensors measured it, known on the next morning',
  key: ['city'],
  time: 'date',
  columns,
  checks: [unique('city', 'date')],
  freshWithin: '49h',
  // One of each city.
  expect: { rowsPerDay: [3, 3] },
  from: defineSource({ name: 'air', from: settings.air, ending: '.csv' }),
  read: csvRows(columns, { knownAt: ({ name }) => airKnownAt(name) }),
})
