import { defineProject, defineService } from 'groundswell'
import { outcomes } from './groups/outcomes.ts'
import { passengers } from './groups/passengers.ts'
import { survivalModel } from './models/survival.ts'
import { daily } from './pipelines/daily.ts'
import { settings } from './settings.ts'
import { survival } from './views/survival.ts'

const service = defineService({
  name: 'titanic',
  description: 'How likely a passenger is to survive, as the list has it or otherwise',
  model: survivalModel,
})

export const project = defineProject({
  name: 'titanic',
  description: 'Would this passenger have survived?',
  settings,
  groups: [passengers, outcomes],
  views: [survival],
  models: [survivalModel],
  pipelines: [daily],
  services: [service],
  start: daily,
})
