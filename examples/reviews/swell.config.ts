import { defineProject } from 'groundswell'
import { reviews } from './groups/reviews.ts'
import { sentimentModel } from './models/sentiment.ts'
import { quick } from './monitors/quick.ts'
import { sentimentMonitor } from './monitors/sentiment.ts'
import { complain } from './pipelines/complain.ts'
import { learn } from './pipelines/learn.ts'
import { service } from './services/reviews.ts'
import { settings } from './settings.ts'
import { sentiment } from './views/sentiment.ts'

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
  objectives: [quick],
  start: learn,
})
