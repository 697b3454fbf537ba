import { defineProject, defineService } from 'groundswell'
import { flowers } from './groups/flowers.ts'
import { varieties } from './groups/varieties.ts'
import { irisModel } from './models/iris.ts'
import { irisMonitor } from './monitors/iris.ts'
import { daily } from './pipelines/daily.ts'
import { settings } from './settings.ts'
import { iris } from './views/iris.ts'

const service = defineService({
  name: 'iris',
  description: 'Which variety a flower is, by its four measures',
  model: irisModel,
})

export const project = defineProject({
  name: 'iris',
  description: 'Which iris is this?',
  settings,
  groups: [flowers, varieties],
  views: [iris],
  models: [irisModel],
  pipelines: [daily],
  services: [service],
  monitors: [irisMonitor],
  start: daily,
})
