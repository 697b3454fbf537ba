import { csvRows, defineGroup, defineSource, float, text, timestamp, unique } from 'groundswell'
import { settings } from '../settings.ts'
import { weatherKnownAt } from '../world/deliver.ts'

const columns = {
  city: text({ description: 'The city' }),
  date: timestamp({ description: 'The day that is told of, from midnight UTC' }),
  temperature: float({ unit: 'degC', min: -60, max: 50, description: 'Mean of the day' }),
  precipitation: float({ unit: 'mm', min: 0, max: 500, description: 'Sum of the day' }),
  windSpeed: float({ unit: 'm/s', min: 0, max: 100, description: 'The strongest of the day' }),
  windDirection: float({
    unit: 'deg',
    min: 0,
    max: 360,
    description: 'Where it mostly comes from',
  }),
}

export const weather = defineGroup({
  name: 'weather',
  description: 'The weather of a day and of the seven to come, told anew each morning',
  key: ['city'],
  time: 'date',
  columns,
  checks: [unique('city', 'date')],
  freshWithin: '25h',
  from: defineSource({ name: 'weather', from: settings.weather, ending: '.csv' }),
  read: csvRows(columns, { knownAt: ({ name }) => weatherKnownAt(name) }),
})
