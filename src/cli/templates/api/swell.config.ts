import { defineProject, defineService } from 'groundswell'
import { trips } from './groups/trips.ts'
import { durationModel } from './models/duration.ts'
import { daily } from './pipelines/daily.ts'
import { settings } from './settings.ts'
import { duration } from './views/duration.ts'

const service = defineService({
  name: 'duration',
  description: 'How many minutes a parcel will take with a courier',
  model: durationModel,
})

export const project = defineProject({
  name: 'my-service',
  description: 'How long will it take?',
  settings,
  groups: [trips],
  views: [duration],
  models: [durationModel],
  pipelines: [daily],
  services: [service],
  start: daily,
})
