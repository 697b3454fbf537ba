import { defineProject, defineService, defineSite } from 'groundswell'
import { counts } from './groups/counts.ts'
import { weather } from './groups/weather.ts'
import { ridersModel } from './models/riders.ts'
import { daily } from './pipelines/daily.ts'
import { settings } from './settings.ts'
import { riders } from './views/riders.ts'

const service = defineService({
  name: 'riders',
  description: 'How many bicycles will pass, for a station and a day',
  model: ridersModel,
  forecast: { ahead: '10d' },
})

const page = defineSite({
  name: 'riders',
  title: 'Bicycles in the next days',
  introduction: 'How many people will ride past our three stations in the days to come.',
  service,
  places: { bridge: 'The bridge', harbour: 'The harbour', park: 'The park' },
  valueLabel: 'Riders',
  back: '28d',
})

export const project = defineProject({
  name: 'my-service',
  description: 'How many people will ride a bicycle in the next days?',
  settings,
  groups: [counts, weather],
  views: [riders],
  models: [ridersModel],
  pipelines: [daily],
  services: [service],
  sites: [page],
  start: daily,
})
