import { defineProject, defineService } from 'groundswell'
import { incomes } from './groups/incomes.ts'
import { people } from './groups/people.ts'
import { salaryModel } from './models/salary.ts'
import { yearly } from './pipelines/yearly.ts'
import { settings } from './settings.ts'
import { salary } from './views/salary.ts'

const service = defineService({
  name: 'census',
  description: 'How likely somebody is to earn more than 50,000, as the census has it or otherwise',
  model: salaryModel,
})

export const project = defineProject({
  name: 'census',
  description: 'Who earns more than 50,000 a year, and is it told alike for all?',
  settings,
  groups: [people, incomes],
  views: [salary],
  models: [salaryModel],
  pipelines: [yearly],
  services: [service],
  start: yearly,
})
