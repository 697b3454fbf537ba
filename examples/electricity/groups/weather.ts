import { csvRows, defineGroup, defineSource, float, text, timestamp, unique } from 'groundswell'
import { settings } from '../settings.ts'
import { knownAfter } from '../world/deliver.ts'
import { dayOfFile } from './day-of-file.ts'

const columns = {
  area: text({ description: 'The price area' }),
  day: timestamp({ description: 'The day, from midnight UTC' }),
  temperature: float({ unit: 'degC', min: -60, max: 50, description: 'Mean of the day' }),
  wind: float({ unit: 'm/s', min: 0, max: 60, description: 'Mean of the day' }),
  precipitationType: text({ optional: true, description: 'Rain or snow; missing where none fell' }),
  precipitation: float({ unit: 'mm', min: 0, description: 'Sum of the day' }),
  sunshine: float({ unit: 'h', min: 0, max: 24, description: 'Sum of the day' }),
  clouds: float({ unit: '%', min: 0, max: 100, description: 'Share of the sky' }),
}

export const weather = defineGroup({
  name: 'weather',
  description: 'What was measured around the area’s city, known when the day is over',
  key: ['area'],
  time: 'day',
  columns,
  checks: [unique('area', 'day')],
  freshWithin: '49h',
  expect: { rowsPerDay: [4, 4] },
  from: defineSource({ name: 'weather', from: settings.weather, ending: '.csv' }),
  read: csvRows(columns, { knownAt: (file) => knownAfter(dayOfFile(file)) }),
})
