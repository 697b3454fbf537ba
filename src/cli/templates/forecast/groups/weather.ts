import { defineGroup, defineSource, float, integer, text, timestamp, unique } from 'groundswell'
import { readWeather } from '../readers/read-weather.ts'
import { settings } from '../settings.ts'

export const weather = defineGroup({
  name: 'weather',
  description: 'The weather of the days to come, as it was forecast',
  key: ['station'],
  time: 'day',
  columns: {
    station: text({ description: 'Where' }),
    day: timestamp({ description: 'Noon of the day that is forecast' }),
    temperature: float({ unit: '°C', min: -40, max: 50, description: 'At noon' }),
    rain: float({ unit: 'mm', min: 0, max: 300, description: 'Over the day' }),
    weekday: integer({ min: 0, max: 6, description: '0 is Sunday' }),
  },
  checks: [unique('station', 'day')],
  freshWithin: '9d',
  from: defineSource({
    name: 'weather',
    description: 'One file a week, for the next ten days',
    from: settings.weather,
    ending: '.csv',
  }),
  read: ({ name, text }) => readWeather(name, text),
})
