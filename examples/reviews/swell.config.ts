import { defineProject, defineService } from 'groundswell'
import { reviews } from './groups/reviews.ts'
import { sentimentModel } from './models/sentiment.ts'
import { sentimentMonitor } from './monitors/sentiment.ts'
import { complain } from './pipelines/complain.ts'
import { learn } from './pipelines/learn.ts'
import { settings } from './settings.ts'
import { sentiment } from './views/sentiment.ts'

const service = defineService({
  name: 'reviews',
  description: 'How who wrote a review feels',
  model: sentimentModel,
})

export const project = defineProject({
  name: 'reviews',
  description: 'How does who wrote this feel?',
  settings,
  groups: [reviews],
  views: [sentiment],
  models: [sentimentModel],
  pipelines: [learn, complain],
  services: [service],
  monitors: [sentimentMonitor],
  start: learn,
})
