import { defineView } from 'groundswell'
import { air } from '../groups/air.ts'
import { weather } from '../groups/weather.ts'

const told = { within: '12h' } as const

/** Nothing that is younger than what a forecast of seven days knows, but for the weather that is expected. */
export const dust = defineView({
  name: 'dust',
  description: 'The fine dust of a day, with the weather that is expected of it',
  label: air.column('pm25'),
  features: {
    temperature: weather.latest('temperature', told),
    precipitation: weather.latest('precipitation', told),
    windSpeed: weather.latest('windSpeed', told),
    windDirection: weather.latest('windDirection', told),
    level: air.window('60d', { before: true }).mean('pm25'),
    city: air.keyColumn('city'),
  },
})
