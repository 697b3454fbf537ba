import { defineProject, defineService } from 'groundswell'
import { air } from './groups/air.ts'
import { weather } from './groups/weather.ts'
import { dustModel } from './models/dust.ts'
import { dustMonitor } from './monitors/dust.ts'
import { daily } from './pipelines/daily.ts'
import { settings } from './settings.ts'
import { dust } from './views/dust.ts'

const service = defineService({
  name: 'air',
  description: 'Fine dust of a day in a city, by the weather that is expected',
  model: dustModel,
  forecast: { ahead: '7d' },
})

export const project = defineProject({
  name: 'air-quality',
  description: 'How clean will the air be?',
  settings,
  groups: [air, weather],
  views: [dust],
  models: [dustModel],
  pipelines: [daily],
  services: [service],
  monitors: [dustMonitor],
  start: daily,
})
