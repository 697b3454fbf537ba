import { csvRows, defineGroup, defineSource, float, text, timestamp, unique } from 'groundswell'
import { settings } from '../settings.ts'
import { outlookKnown } from '../world/deliver.ts'
import { dayOfFile } from './day-of-file.ts'

const columns = {
  area: text({ description: 'The price area' }),
  day: timestamp({ description: 'The day that it is about, from midnight UTC' }),
  temperature: float({ unit: 'degC', min: -60, max: 50, description: 'Expected mean' }),
  wind: float({ unit: 'm/s', min: 0, max: 60, description: 'Expected mean' }),
  clouds: float({ unit: '%', min: 0, max: 100, description: 'Expected share of the sky' }),
}

export const outlook = defineGroup({
  name: 'outlook',
  description: 'The weather that was expected five days before, never told again',
  key: ['area'],
  time: 'day',
  columns,
  checks: [unique('area', 'day')],
  expect: { rowsPerDay: [4, 4] },
  from: defineSource({ name: 'outlook', from: settings.outlook, ending: '.csv' }),
  read: csvRows(columns, { knownAt: (file) => outlookKnown(dayOfFile(file)) }),
})
