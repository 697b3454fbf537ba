import { defineProject, defineService } from 'groundswell'
import { members } from './groups/members.ts'
import { outcomes } from './groups/outcomes.ts'
import { leavingModel } from './models/leaving.ts'
import { weekly } from './pipelines/weekly.ts'
import { settings } from './settings.ts'
import { leaving } from './views/leaving.ts'

const service = defineService({
  name: 'leaving',
  description: 'How likely a member is to leave, as the list has it or otherwise',
  model: leavingModel,
})

export const project = defineProject({
  name: 'my-service',
  description: 'Which members will leave?',
  settings,
  groups: [members, outcomes],
  views: [leaving],
  models: [leavingModel],
  pipelines: [weekly],
  services: [service],
  start: weekly,
})
