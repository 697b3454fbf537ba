import { defineProject, defineService } from 'groundswell'
import { pricesAhead } from './forecast/prices-ahead.ts'
import { holidays } from './groups/holidays.ts'
import { outlook } from './groups/outlook.ts'
import { prices } from './groups/prices.ts'
import { weather } from './groups/weather.ts'
import { nextDayPrice } from './models/next-day-price.ts'
import { pricesRight } from './monitors/prices-right.ts'
import { daily } from './pipelines/daily.ts'
import { eachWeek } from './retraining/each-week.ts'
import { settings } from './settings.ts'
import { nextDay } from './views/next-day.ts'

const service = defineService({
  name: 'electricity',
  description: 'What electricity costs on the day that begins, in a price area',
  model: nextDayPrice,
})

const ahead = defineService({
  name: 'prices',
  description: 'What electricity costs on each of the next days, with bounds',
  model: pricesAhead,
})

export const project = defineProject({
  name: 'electricity',
  description: 'What will electricity cost?',
  settings,
  groups: [prices, weather, outlook, holidays],
  views: [nextDay],
  models: [nextDayPrice],
  forecasts: [pricesAhead],
  pipelines: [daily],
  services: [service, ahead],
  monitors: [pricesRight],
  retraining: [eachWeek],
  start: daily,
})
