import { defineProject, defineService } from 'groundswell'
import { people } from './groups/people.ts'
import { salaryModel } from './models/salary.ts'
import { yearly } from './pipelines/yearly.ts'
import { settings } from './settings.ts'
import { salary } from './views/salary.ts'

const service = defineService({
  name: 'census',
  description: 'How likely somebody is to earn more than 50,000, as the census has it or otherwise',
  model: salaryModel,
  classes: ['<=50K', '>50K'],
  greeting:
    'Welcome to the census. Tell of somebody, and hear how likely they earn more than 50,000.',
})

export const project = defineProject({
  name: 'census',
  description: 'Who earns more than 50,000 a year, and is it told alike for all?',
  settings,
  groups: [people],
  views: [salary],
  models: [salaryModel],
  pipelines: [yearly],
  services: [service],
  start: yearly,
})
