import { defineProject, defineService } from 'groundswell'
import { clients, exits } from './groups/clients.ts'
import { riskModel, riskRetraining } from './models/risk.ts'
import { process } from './pipelines/process.ts'
import { settings } from './settings.ts'
import { attrition } from './views/attrition.ts'

const service = defineService({
  name: 'risk',
  description: 'How likely a client is to leave, as the files have them or otherwise',
  model: riskModel,
})

export const project = defineProject({
  name: 'risk',
  description: 'Which clients are about to leave?',
  settings,
  groups: [clients, exits],
  views: [attrition],
  models: [riskModel],
  retraining: [riskRetraining],
  pipelines: [process],
  services: [service],
  start: process,
})
