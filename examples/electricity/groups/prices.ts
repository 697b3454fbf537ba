import { csvRows, defineGroup, defineSource, float, text, timestamp, unique } from 'groundswell'
import { settings } from '../settings.ts'
import { knownAfter } from '../world/deliver.ts'
import { dayOfFile } from './day-of-file.ts'

const columns = {
  area: text({ description: 'The price area' }),
  day: timestamp({ description: 'The day, from midnight UTC' }),
  price: float({ unit: 'SEK/MWh', min: -500, max: 20_000, description: 'The mean of the day' }),
}

export const prices = defineGroup({
  name: 'prices',
  description: 'What electricity cost, known when the day is over',
  key: ['area'],
  time: 'day',
  columns,
  checks: [unique('area', 'day')],
  freshWithin: '49h',
  // One of each area.
  expect: { rowsPerDay: [4, 4] },
  from: defineSource({ name: 'prices', from: settings.prices, ending: '.csv' }),
  read: csvRows(columns, { knownAt: (file) => knownAfter(dayOfFile(file)) }),
})
