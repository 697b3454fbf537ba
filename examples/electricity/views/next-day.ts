import { calendar, defineView, requested, timestamp } from 'groundswell'
import { holidays } from '../groups/holidays.ts'
import { outlook } from '../groups/outlook.ts'
import { prices } from '../groups/prices.ts'
import { weather } from '../groups/weather.ts'

const week = prices.window('7d', { before: true })
const asked = requested({ day: timestamp() })

/** What is known at midnight of the day that begins: prices of the days before, and the weather to come. */
export const nextDay = defineView({
  name: 'next-day',
  description: 'The price of a day, with what is known when it begins',
  label: prices.column('price'),
  request: asked,
  features: {
    yesterday: prices.latest('price', { before: true }),
    lastWeek: prices.previous('price', { before: true, back: 6 }),
    weekMean: week.mean('price'),
    weekDeviation: week.deviation('price'),
    temperature: outlook.latest('temperature'),
    wind: outlook.latest('wind'),
    clouds: outlook.latest('clouds'),
    temperatureBefore: weather.latest('temperature', { before: true }),
    windBefore: weather.latest('wind', { before: true }),
    typeOfDay: holidays.latest('typeOfDay'),
    typeBefore: holidays.latest('typeOfDay', { before: true }),
    ...calendar(asked.day, { zone: 'UTC', parts: ['weekday', 'month'] }),
    area: prices.keyColumn('area'),
  },
})
